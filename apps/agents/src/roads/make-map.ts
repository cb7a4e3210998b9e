import { Worker } from "node:worker_threads";

/**
 * Generates the map of a folder that has none, in a thread of its own: it takes a second, in which this one
 * would take no turns. Whatever is wrong with the folder is told to whoever opens the map then.
 */
export async function makeMap(
  folder: string,
  { say, stopping }: { readonly say: (line: string) => void; readonly stopping: AbortSignal },
): Promise<void> {
  const thread = new Worker(new URL("./map-thread.ts", import.meta.url), { workerData: folder });
  const ended = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  thread.on("message", say);
  thread.on("error", () => undefined);
  const end = () => void thread.terminate();
  stopping.addEventListener("abort", end);
  if (stopping.aborted) end();
  await ended;
  stopping.removeEventListener("abort", end);
}
