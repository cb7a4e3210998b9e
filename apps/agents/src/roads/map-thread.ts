import { parentPort, workerData } from "node:worker_threads";
import { openMapShelf } from "@msafara/routing/shelf";

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
const say = (line: string) => parentPort?.postMessage(line);
await openMapShelf(String(workerData), say).open();
