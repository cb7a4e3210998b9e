import { assert } from "@msafara/kernel";
import { partitionOf } from "../address.ts";
import type { Arrival, Journal, LiveHead, StoredAgent, SweepCursor } from "../ports/journal.ts";
import { copyBody } from "./copy-batch.ts";
import type { StoredMail } from "./mail-table.ts";
import { copyBytes, liveId, type MemoryDatabase } from "./memory-database.ts";
import type { Desk } from "./memory-journal.ts";

type Reads = "states" | "mailboxes" | "waiting" | "sweep" | "timers" | "timersOf" | "liveSince";

/** Reads of the engine; each is one snapshot, taken while the question is at the database. */
export function memoryReads({ database, wire }: Desk): Pick<Journal, Reads> {
  const { tables, shuffled } = database;
  return {
    states: (addresses) =>
      wire.read("states", () =>
        shuffled(new Set(addresses)).flatMap(
          (address) => copyState(tables.agents.get(address)) ?? [],
        ),
      ),
    mailboxes: ({ addresses, max }) =>
      wire.read("mailboxes", () =>
        shuffled(new Set(addresses)).map((address) => {
          const box = tables.mail.boxOf(address);
          const marked = tables.suspects.get(address);
          return {
            address,
            mail: box.slice(0, max).map(copyMail),
            more: box.length > max,
            suspects: marked === undefined ? [] : shuffled(marked.keys()),
          };
        }),
      ),
    waiting: ({ partitions, after, limit }) =>
      wire.read("waiting", () => {
        const waiting = [...new Set(partitions)].flatMap((partition) => [
          ...tables.mail.receiversIn(partition),
        ]);
        return waiting
          .filter((address) => after === undefined || address > after)
          .toSorted()
          .slice(0, limit);
      }),
    sweep: (wish) => wire.read("sweep", () => sweepMail(database, wish)),
    timers: (wish) => wire.read("timers", () => tables.timers.due(wish).map(copyBody)),
    timersOf: (addresses) =>
      wire.read("timersOf", () =>
        shuffled(
          [...new Set(addresses)].flatMap((address) => [...tables.timers.timersOf(address)]),
        ).map(copyBody),
      ),
    liveSince: (wish) => wire.read("liveSince", () => readLive(database, wish)),
  };
}

function readLive(
  { tables }: MemoryDatabase,
  { topic, audience, after, limit }: Parameters<Journal["liveSince"]>[0],
): LiveHead {
  const rows = tables.live.get(liveId({ topic, audience })) ?? [];
  const events = rows
    .filter(({ seq }) => seq > after)
    .slice(0, limit)
    .map(copyBody);
  return { events, head: rows.at(-1)?.seq ?? 0 };
}

/** Of what was told already, as much is told again. */
const TOLD_AGAIN = 0.25;

/** Where a sweep stands. */
interface SweepPlace {
  /** Up to here nothing can appear any more. */
  readonly passed: number;
  /** What was told beyond it, or is for `waiting` to find. */
  readonly told: ReadonlySet<number>;
}

/**
 * Beyond the number that is settled, mail may still appear before other mail that was told. What was
 * told may be told again or not, as luck has it; nobody should count on either.
 */
function sweepMail(
  database: MemoryDatabase,
  wish: Parameters<Journal["sweep"]>[0],
): Awaited<ReturnType<Journal["sweep"]>> {
  const { tables, transactions, shuffled, now, world } = database;
  const settled = transactions.horizon() - 1;
  if (wish.cursor === undefined) return { arrivals: [], cursor: firstCursor(database), now: now() };
  const { passed, told } = placeOf(wish.cursor);
  const partitions = new Set(wish.partitions);
  const arrivals: Arrival[] = [];
  let reached = settled;
  for (const { receiver, seq } of tables.mail.after(passed)) {
    if (!partitions.has(partitionOf(receiver))) continue;
    if (told.has(seq) && world.dice("database.again") >= TOLD_AGAIN) continue;
    if (arrivals.length === wish.limit) {
      reached = Math.min(settled, arrivals.at(-1)?.seq ?? passed);
      break;
    }
    arrivals.push({ receiver, seq });
  }
  const beyond = [...told, ...arrivals.map(({ seq }) => seq)].filter((seq) => seq > reached);
  const cursor = cursorOf({ passed: Math.max(passed, reached), told: new Set(beyond) });
  return { arrivals: shuffled(arrivals), cursor, now: now() };
}

/** What is visible already, `waiting` tells when it is asked after us. */
function firstCursor({ tables, transactions }: MemoryDatabase): SweepCursor {
  const passed = transactions.horizon() - 1;
  const told = new Set(Array.from(tables.mail.after(passed), ({ seq }) => seq));
  return cursorOf({ passed, told });
}

function cursorOf({ passed, told }: SweepPlace): SweepCursor {
  return { passed, told: [...told] };
}

function placeOf({ passed, told }: SweepCursor): SweepPlace {
  assert(typeof passed === "number" && Array.isArray(told), "a cursor is one that we made");
  return { passed, told: new Set(told) };
}

function copyState(agent: StoredAgent | undefined): StoredAgent | undefined {
  if (agent === undefined) return undefined;
  return { ...agent, state: copyBytes(agent.state), heads: copyBytes(agent.heads) };
}

function copyMail({ at: _, ...mail }: StoredMail) {
  return copyBody(mail);
}
