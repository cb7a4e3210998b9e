/** Resolves when this program is asked to end: by a signal, or because whoever started it is gone. */
export function untilTold(): Promise<string> {
  return new Promise((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
    process.once("disconnect", () => resolve("disconnect"));
    // Listening alone would keep a program alive that has nothing left to do.
    process.channel?.unref();
  });
}
