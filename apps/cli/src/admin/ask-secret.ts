import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Where somebody types, and where questions are shown. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks for what nobody may read over a shoulder: the letters are shown nowhere. Nothing when whoever sits
 * there would rather not say.
 */
export async function askSecret(
  question: string,
  { input, output }: Terminal,
): Promise<string | undefined> {
  // Readline takes each letter from the terminal before it is echoed, and writes it to where nobody looks.
  const unseen = new Writable({ write: (_letters, _encoding, taken) => taken() });
  const terminal = createInterface({ input, output: unseen, terminal: true, historySize: 0 });
  const gone = new AbortController();
  terminal.once("close", () => gone.abort());
  output.write(`${question}: `);
  try {
    return await terminal.question("", { signal: gone.signal });
  } catch {
    // Ctrl-C or Ctrl-D.
    return undefined;
  } finally {
    terminal.close();
    output.write("\n");
  }
}
