import type { Cache } from "@msafara/runtime";
import { cacheKeyOf, type GoogleQuestion } from "./google-question.ts";

/** Gives what is known of a question, or asks; `read` turns the body into what is worth keeping. */
export type GoogleAnswers = <Read extends object>(
  question: GoogleQuestion,
  read: ReadBody<Read>,
) => Promise<Read>;

type ReadBody<Read> = (body: Readonly<Record<string, unknown>>) => Read;

/** What keeps and shares answers is put together from. */
export interface AnswersParts {
  readonly cache: Pick<Cache, "get" | "set">;
  readonly ttlMs: number;
  readonly ask: (question: GoogleQuestion) => Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Asks each question once: who asks what is being asked waits for the same answer, and who asks later
 * finds it kept. A cache that fails costs another call and nothing else; faults are never kept.
 */
export function openAnswers({ cache, ttlMs, ask }: AnswersParts): GoogleAnswers {
  const underway = new Map<string, Promise<object>>();

  async function readOrAsk(key: string, make: () => Promise<object>): Promise<object> {
    const kept = ttlMs > 0 ? await cache.get(key).catch(() => undefined) : undefined;
    const known = kept === undefined ? undefined : decoded(kept);
    if (known !== undefined) return known;
    const answer = await make();
    if (ttlMs > 0) await cache.set(key, encoded(answer), ttlMs).catch(() => undefined);
    return answer;
  }

  return async <Read extends object>(question: GoogleQuestion, read: ReadBody<Read>) => {
    const key = cacheKeyOf(question);
    const make = async () => read(await ask(question));
    const asked = underway.get(key) ?? readOrAsk(key, make).finally(() => underway.delete(key));
    underway.set(key, asked);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- One question is read in one way, so what is kept is what this reader makes.
    return (await asked) as Read;
  };
}

function encoded(answer: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(answer));
}

/** Undefined where somebody else wrote something else under the key. */
function decoded(kept: Uint8Array): object | undefined {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(kept));
    return typeof answer === "object" && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}
