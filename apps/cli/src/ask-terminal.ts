import { createInterface } from "node:readline/promises";

/** Asks whoever sits at the terminal; anything but a yes is a no. It is asked beside the answer. */
export async function askTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new AbortController();
  terminal.once("close", () => gone.abort());
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal: gone.signal });
    return /^\s*y(es)?\s*$/i.test(answer);
  } catch {
    // Ctrl-C or Ctrl-D is a no.
    return false;
  } finally {
    terminal.close();
  }
}
