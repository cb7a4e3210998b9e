import type { Route, ROUTES } from "@msafara/contracts";
import type { Deadlines, World } from "@msafara/kernel";
import type { Cache } from "@msafara/runtime";
import { isStoreAway } from "@msafara/store";
import { hasTag } from "../door/entity-tag.ts";
import type { Call, Done, Handlers, Old, Unchanged, Visitor } from "../door/handler.ts";
import type { Revocations } from "../keys/keep-revocations.ts";
import { type KeptAnswers, openKeptAnswers, type Question } from "./kept-answers.ts";
import { type StoreWatch, watchStore } from "./watch-store.ts";

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
  readonly world: World;
  /** Whoever opens them closes them. */
  readonly deadlines: Deadlines;
  readonly revocations: Pick<Revocations, "isEnded">;
}

/** An answer: of now, to be kept as it is written out, or an old one. */
interface Answered {
  readonly status?: number;
  readonly isCurrent?: Done<Route>["isCurrent"];
  readonly keep?: Done<Route>["keep"];
  readonly refused?: string;
}

type Asked = Pick<Call, "visitor" | "params" | "query" | "language" | "ifNoneMatch">;
type Answers = (call: Asked) => Promise<Answered | Old | Unchanged>;

/**
 * Answers as before while the database is there, and keeps each answer for who asked. While it is away,
 * or hangs, the same question of the same session gets the kept answer, marked with its age; everybody
 * else gets the fault (R25). Who has the version that was kept for him is told so, and nothing is written
 * out anew, as long as the database says that it still is what he may see.
 */
export function keepReads<Table extends Handlers<KeptRoutes>>(
  table: Table,
  parts: KeepReadsParts,
): Table {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each answers the calls that it is given, as before.
  const answers = table as unknown as Readonly<Record<string, Answers>>;
  const { cache, world, revocations } = parts;
  const house = { kept: openKeptAnswers(cache, world), store: watchStore(parts), revocations };
  const keeping = KEPT.map((name) => [name, keepingReads(name, answers[name]!, house)] as const);
  return { ...table, ...Object.fromEntries(keeping) };
}

interface House extends Pick<KeepReadsParts, "revocations"> {
  readonly kept: KeptAnswers;
  readonly store: StoreWatch;
}

function keepingReads(name: string, answer: Answers, house: House): Answers {
  const { kept, store } = house;

  async function ask(question: Question, call: Asked): Promise<Answered | Old | Unchanged> {
    const unchanged = await stillHas(kept, question, call);
    const outcome = unchanged ?? (await answer(call));
    // A refusal may have come without a look at the database.
    if (!("refused" in outcome)) store.heard();
    if ("kept" in outcome || "unchanged" in outcome) return outcome;
    if (outcome.status === 200) {
      const { isCurrent } = outcome;
      const keep = (text: string, tag: string | undefined) =>
        kept.keep(question, text, isCurrent && tag !== undefined ? { tag, isCurrent } : undefined);
      return { ...outcome, keep };
    }
    // What he may not see any more he does not find here later.
    if (outcome.refused !== undefined) kept.drop(question);
    return outcome;
  }

  return async (call) => {
    const { visitor } = call;
    // A key is asked for at the database, so no machine comes this far while it is away.
    if (visitor?.session === undefined) return await answer(call);
    const question = questionOf(name, call, visitor);
    const find = async () => await fromKept(house, question, visitor);
    if (!store.isHanging()) return await orOld(store, ask(question, call), find);
    const old = await find();
    if (old === undefined) return await ask(question, call);
    if (store.mayProbe()) ask(question, call).catch(vanish);
    return old;
  };
}

/** Waits for an answer until it fails for want of a database, or would take too long for that. */
async function orOld<Answer>(
  store: StoreWatch,
  asked: Promise<Answer>,
  find: () => Promise<Old | undefined>,
): Promise<Answer | Old> {
  try {
    const old = (await store.hangsOver(asked)) ? await find() : undefined;
    return old ?? (await asked);
  } catch (error) {
    const old = isStoreAway(error) ? await find() : undefined;
    if (old === undefined) throw error;
    return old;
  }
}

async function fromKept(
  { kept, revocations }: House,
  question: Question,
  { session }: Visitor,
): Promise<Old | undefined> {
  const found = await kept.find(question);
  // Asked last: while the database was waited for, the session may have ended.
  const isOver = session === undefined || revocations.isEnded(session.family);
  return isOver ? undefined : found;
}

/** Whether the caller has what was kept for him last, and it is still so; the database is asked for that alone. */
async function stillHas(
  kept: KeptAnswers,
  question: Question,
  { ifNoneMatch }: Asked,
): Promise<Unchanged | undefined> {
  const latest = ifNoneMatch === undefined ? undefined : kept.latest(question);
  if (latest === undefined || !hasTag(ifNoneMatch, latest.tag)) return undefined;
  return (await latest.isCurrent()) ? { unchanged: latest.tag } : undefined;
}

/** Who asked has his answer already. */
function vanish(): undefined {
  return undefined;
}

/** Whoever comes in another office, or from another install, is another viewer. */
function questionOf(name: string, call: Asked, { actor, session }: Visitor): Question {
  const { params, query, language } = call;
  return {
    viewer: `${session?.family}/${JSON.stringify(actor)}`,
    words: JSON.stringify([name, params, query, language]),
  };
}
