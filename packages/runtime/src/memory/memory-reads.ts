import type { Instant } from "@msafara/kernel";
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

/**
 * The cursor is the number below which nothing can appear any more. Beyond it mail may be told again
 * and again; below it, never.
 */
function sweepMail(
  { tables, transactions, shuffled, now }: MemoryDatabase,
  wish: {
    readonly partitions: readonly number[];
    readonly cursor?: SweepCursor;
    readonly limit: number;
  },
): { readonly arrivals: readonly Arrival[]; readonly cursor: SweepCursor; readonly now: Instant } {
  const settled = transactions.horizon() - 1;
  const passed = typeof wish.cursor?.["passed"] === "number" ? wish.cursor["passed"] : settled;
  const partitions = new Set(wish.partitions);
  const arrivals: Arrival[] = [];
  let reached = settled;
  for (const { receiver, seq } of tables.mail.after(passed)) {
    if (!partitions.has(partitionOf(receiver))) continue;
    if (arrivals.length === wish.limit) {
      reached = Math.min(settled, arrivals.at(-1)?.seq ?? passed);
      break;
    }
    arrivals.push({ receiver, seq });
  }
  return {
    arrivals: shuffled(arrivals),
    cursor: { passed: Math.max(passed, reached) },
    now: now(),
  };
}

function copyState(agent: StoredAgent | undefined): StoredAgent | undefined {
  if (agent === undefined) return undefined;
  return { ...agent, state: copyBytes(agent.state), heads: copyBytes(agent.heads) };
}

function copyMail({ at: _, ...mail }: StoredMail) {
  return copyBody(mail);
}
