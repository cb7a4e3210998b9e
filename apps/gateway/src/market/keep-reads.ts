import type { ROUTES } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import type { Cache } from "@msafara/runtime";
import { isStoreAway } from "@msafara/store";
import type { Call, Handlers, Old, Visitor } from "../door/handler.ts";
import type { Revocations } from "../keys/keep-revocations.ts";
import { openKeptAnswers, type Question } from "./kept-answers.ts";

/**
 * Reads whose answers are kept. Those that leave a line in the record are not among them: a look that
 * cannot be written down is not to be had (U194).
 */
const KEPT = [
  "readShipment",
  "listShipments",
  "listBids",
  "readTimeline",
  "searchLoads",
  "readBid",
  "readDriver",
] as const satisfies readonly (keyof typeof ROUTES)[];

/** The routes whose answers may be old ones. */
export type KeptRoutes = Pick<typeof ROUTES, (typeof KEPT)[number]>;

/** What it takes to keep answers, and to know for whom no longer. */
export interface KeepReadsParts {
  readonly cache: Cache;
  readonly world: Pick<World, "now">;
  readonly revocations: Pick<Revocations, "isEnded">;
}

/** An answer: of now, to be kept as it is written out, or an old one. */
interface Answered {
  readonly status?: number;
  readonly keep?: (text: string) => void;
  readonly refused?: string;
}

type Asked = Pick<Call, "visitor" | "params" | "query" | "language">;
type Answers = (call: Asked) => Promise<Answered | Old>;

/**
 * Answers as before while the database is there, and keeps each answer for who asked. While it is away
 * the same question of the same session gets the kept answer, marked with its age; everybody else gets
 * the fault (R25).
 */
export function keepReads<Table extends Handlers<KeptRoutes>>(
  table: Table,
  parts: KeepReadsParts,
): Table {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each answers the calls that it is given, as before.
  const answers = table as unknown as Readonly<Record<string, Answers>>;
  const kept = KEPT.map((name) => [name, keeping(name, answers[name]!, parts)] as const);
  return { ...table, ...Object.fromEntries(kept) };
}

function keeping(
  name: string,
  answer: Answers,
  { cache, world, revocations }: KeepReadsParts,
): Answers {
  const kept = openKeptAnswers(cache, world);

  async function fromKept(question: Question, { session }: Visitor): Promise<Old | undefined> {
    const found = await kept.find(question);
    // Asked last: while the database was waited for, the session may have ended.
    const isOver = session === undefined || revocations.isEnded(session.family);
    return isOver ? undefined : found;
  }

  return async (call) => {
    const { visitor } = call;
    // A key is asked for at the database, so no machine comes this far while it is away.
    if (visitor?.session === undefined) return await answer(call);
    const question = questionOf(name, call, visitor);
    try {
      const outcome = await answer(call);
      if ("kept" in outcome) return outcome;
      if (outcome.status === 200) return { ...outcome, keep: (text) => kept.keep(question, text) };
      // What he may not see any more he does not find here later.
      if (outcome.refused !== undefined) kept.drop(question);
      return outcome;
    } catch (error) {
      const old = isStoreAway(error) ? await fromKept(question, visitor) : undefined;
      if (old === undefined) throw error;
      return old;
    }
  };
}

/** Whoever comes in another office, or from another install, is another viewer. */
function questionOf(name: string, call: Asked, { actor, session }: Visitor): Question {
  const { params, query, language } = call;
  return {
    viewer: `${session?.family}/${JSON.stringify(actor)}`,
    words: JSON.stringify([name, params, query, language]),
  };
}
