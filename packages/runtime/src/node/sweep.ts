import { type Address, partitionOf } from "../address.ts";
import type { Arrival, SweepCursor } from "../ports/journal.ts";
import { admit, distrust, isOurs, isSafe, type Yard } from "./yard.ts";

const SWEEP_LIMIT = 5_000;
const LIST_LIMIT = 10_000;

/** Finds what nobody rang for: every second what is new, and all of what was just acquired. */
export async function runSweep(yard: Yard): Promise<void> {
  let cursor: SweepCursor | undefined;
  while (!yard.fenced && !yard.stopping) {
    try {
      if (isSafe(yard) && yard.owned.size > 0) {
        cursor = await sweepOnce(yard, cursor);
        await listAcquired(yard);
      }
    } catch (error) {
      yard.observe.trouble?.({ what: "sweep", error });
    }
    await yard.sweepBell.wait(yard.limits.sweepMs);
  }
}

async function sweepOnce(yard: Yard, cursor: SweepCursor | undefined): Promise<SweepCursor> {
  yard.takenAndGone = [];
  try {
    const partitions = [...yard.owned];
    const wish = { partitions, limit: SWEEP_LIMIT, ...(cursor === undefined ? {} : { cursor }) };
    const swept = await yard.journal.sweep(wish);
    for (const { receiver, seq } of swept.arrivals) found(yard, { receiver, seq });
    return swept.cursor;
  } finally {
    for (const seq of yard.takenAndGone ?? []) yard.taken.delete(seq);
    yard.takenAndGone = undefined;
  }
}

function found(yard: Yard, { receiver, seq }: Arrival): void {
  if (yard.taken.has(seq)) return;
  // It may have moved away while we asked; a stranger would take a place that nobody gives back.
  if (!isOurs(yard, partitionOf(receiver))) return;
  const resident = admit(yard, receiver);
  if (resident === undefined) {
    yard.unlisted.add(partitionOf(receiver));
    return;
  }
  const isKnown = resident.agent !== undefined && resident.mail.some((mail) => mail.seq === seq);
  // A window is read again when it is empty. A read that is under way may have begun before this came.
  const isReadLater = resident.knows === "windowed" && !resident.fetching;
  if (isKnown || isReadLater) return;
  distrust(yard, resident);
}

/** Goes through the mailboxes of partitions that were acquired or that overflowed memory. */
async function listAcquired(yard: Yard): Promise<void> {
  const partitions = [...yard.unlisted].filter((partition) => isOurs(yard, partition));
  yard.unlisted.clear();
  if (partitions.length === 0) return;
  const listed = await listAll(yard, partitions);
  // What did not find room, or was not read, stays on the list.
  if (!listed) for (const partition of partitions) yard.unlisted.add(partition);
}

async function listAll(yard: Yard, partitions: readonly number[]): Promise<boolean> {
  let after: Address | undefined;
  try {
    for (;;) {
      const wish = { partitions, limit: LIST_LIMIT, ...(after === undefined ? {} : { after }) };
      const waiting = await yard.journal.waiting(wish);
      if (!waiting.every((address) => summon(yard, address))) return false;
      after = waiting.at(-1);
      if (waiting.length < LIST_LIMIT) return true;
    }
  } catch (error) {
    yard.observe.trouble?.({ what: "list-waiting", error });
    return false;
  }
}

function summon(yard: Yard, address: Address): boolean {
  if (!isOurs(yard, partitionOf(address))) return true;
  const resident = admit(yard, address);
  if (resident !== undefined) distrust(yard, resident);
  return resident !== undefined;
}
