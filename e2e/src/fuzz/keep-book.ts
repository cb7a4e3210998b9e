import type { World } from "@msafara/kernel";
import type { Ears } from "../wire/open-ears.ts";

/** No answer takes longer, whatever is away: clients of ours give up after 30 s. */
const ANSWER_MS_MAX = 15_000;
const COMING_IN = /\/auth\/\w+$/;

/** One answer, by what was asked and what came of it, such as "write 503". */
interface Line {
  readonly name: string;
  readonly isDone: boolean;
  readonly begunAt: number;
  readonly ms: number;
}

/** What everybody was answered, and which of it was not honest. */
export interface Book {
  /** Asks as before, and writes down what comes of it. */
  readonly fetch: typeof fetch;
  /** So many lines there are. */
  readonly length: () => number;
  /** How often which answer came since a line, and the slowest. */
  readonly since: (line: number) => {
    readonly answers: Readonly<Record<string, number>>;
    readonly slowestMs: number;
  };
  /** Whether something was done for somebody who began to ask after this moment. */
  readonly wasDoneAfter: (ticks: number) => boolean;
}

/**
 * Keeps a book of all answers. Honest is what was done, what a rule refused, and 503 with the seconds to
 * wait; a read may be an old one if it says so. Anything else is wrong, and so is silence.
 */
export function keepBook(
  { fetch: ask }: Pick<Ears, "fetch">,
  { world, wrong }: { readonly world: World; readonly wrong: (sentence: string) => void },
): Book {
  const lines: Line[] = [];

  async function note(asked: Request, asking: Promise<Response>): Promise<Response> {
    const kind = kindOf(asked);
    const begunAt = world.ticks();
    const sinceMs = () => Math.round(world.ticks() - begunAt);
    const answer = await asking.catch((error: unknown) => {
      const { method, url } = asked;
      wrong(`${method} ${url} was not answered after ${sinceMs()} ms: ${String(error)}`);
      throw error;
    });
    const ms = sinceMs();
    const { status, headers } = answer;
    const isOld = headers.get("x-stale") === "true";
    const isDone = kind === "write" && status < 300;
    lines.push({ name: `${kind} ${status}${isOld ? " stale" : ""}`, isDone, begunAt, ms });
    if (ms > ANSWER_MS_MAX) wrong(`a ${kind} took ${ms} ms`);
    const isHonest = status < 500 || (status === 503 && Number(headers.get("retry-after")) > 0);
    if (!isHonest) wrong(`a ${kind} was answered ${status} ${await answer.clone().text()}`);
    if (isOld && kind !== "read") wrong(`a ${kind} was answered from before`);
    return answer;
  }

  return {
    fetch: (input, init) => note(new Request(input, init), ask(input, init)),
    length: () => lines.length,
    since: (line) => {
      const told = lines.slice(line);
      const answers = Object.fromEntries(
        [...Map.groupBy(told, ({ name }) => name)]
          .map(([name, { length }]) => [name, length] as const)
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      );
      return { answers, slowestMs: Math.max(0, ...told.map(({ ms }) => ms)) };
    },
    wasDoneAfter: (ticks) => lines.some(({ isDone, begunAt }) => isDone && begunAt > ticks),
  };
}

function kindOf({ url, method }: Pick<Request, "url" | "method">): "read" | "write" | "sign in" {
  if (method === "GET") return "read";
  return COMING_IN.test(new URL(url).pathname) ? "sign in" : "write";
}
