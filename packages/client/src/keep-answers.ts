import type { Sent } from "./open-sender.ts";

const ANSWERS_MAX = 200;

/** An answer that the server may say is still right. */
interface Answer {
  readonly etag: string;
  readonly json: unknown;
}

/**
 * Keeps the last answers by address. Whose they are needs no care: only the server says whether the
 * one who asks now would be answered the same.
 */
export function keepAnswers() {
  const answers = new Map<string, Answer>();
  return {
    get: (address: string): Answer | undefined => answers.get(address),
    set: (address: string, { etag, json }: Pick<Sent, "etag" | "json">): void => {
      answers.delete(address);
      if (etag === undefined) return;
      answers.set(address, { etag, json });
      const [oldest] = answers.keys();
      if (answers.size > ANSWERS_MAX && oldest !== undefined) answers.delete(oldest);
    },
  };
}
