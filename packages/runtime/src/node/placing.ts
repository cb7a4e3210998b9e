import { partitionOf } from "../address.ts";
import type { Member, Owned, Roster } from "../ports/journal.ts";
import { distrust, isSafe, type Yard } from "./yard.ts";

/** Where nodes tell each other that partitions have moved; a lost word costs one heartbeat. */
export const PLACEMENT_CHANNEL = "cluster/placement";

const HEARTBEATS_PER_LEASE = 6;
/** Of a lease, what we trust: clocks of two machines do not tick alike. */
const TRUSTED_PART = 0.8;
const DRAIN_POLL_MS = 5;
const LEAVE_PAUSE_MS = 100;
const CLOCK_SAMPLES = 10;
const SPOKEN = new TextEncoder().encode("moved");

/** Renews the lease, buries the dead, and sees that each partition is where it belongs. */
export async function runPlacing(yard: Yard): Promise<void> {
  const { limits, world } = yard;
  let burying: Promise<void> | undefined;
  while (!yard.fenced && !yard.stopping) {
    try {
      const hadLease = isSafe(yard);
      const roster = await renew(yard);
      if (roster === "lost") {
        yard.fenced = true;
        return;
      }
      // After a gap in which nobody could renew, the others get their heartbeat before they are judged.
      if (hadLease) burying ??= bury(yard).finally(() => (burying = undefined));
      // Before anything is owned, so that no turn is decided without them.
      yard.settings = await yard.journal.settings();
      if (await place(yard, roster.members)) yard.bus.live.publish(PLACEMENT_CHANNEL, SPOKEN);
    } catch (error) {
      yard.observe.trouble?.({ what: "heartbeat", error });
      await world.sleep(limits.leaseMs / HEARTBEATS_PER_LEASE / 2);
      continue;
    }
    await yard.placementBell.wait(limits.leaseMs / HEARTBEATS_PER_LEASE);
  }
  await burying;
}

/** Beside the heartbeat: a burial waits for commits of the dead, and the living must renew meanwhile. */
async function bury(yard: Yard): Promise<void> {
  try {
    const buried = await yard.journal.bury();
    if (buried.length === 0) return;
    yard.bus.live.publish(PLACEMENT_CHANNEL, SPOKEN);
    yard.placementBell.ring();
  } catch (error) {
    yard.observe.trouble?.({ what: "bury", error });
  }
}

/** Extends the lease, and sets our clock by the database's. */
async function renew(yard: Yard): Promise<Roster | "lost"> {
  const { world, journal, incarnation, limits } = yard;
  const sentAt = world.ticks();
  const roster = await journal.renew({ incarnation, leaseMs: limits.leaseMs });
  if (roster === "lost") return roster;
  trust(yard, roster, sentAt);
  return roster;
}

/** What a fresh lease lets us believe. */
export function trust(yard: Yard, roster: Roster, sentAt: number): void {
  yard.safeUntil = sentAt + yard.limits.leaseMs * TRUSTED_PART;
  yard.writeRelease = roster.writeRelease;
  // The answer is younger than its arrival, so this is never ahead of the database: no timer is early.
  // Of the last few the highest is nearest; a pause of this process makes a sample too low, not too high.
  yard.clockSamples.push(roster.now - yard.world.ticks());
  if (yard.clockSamples.length > CLOCK_SAMPLES) yard.clockSamples.shift();
  yard.clockOffsetMs = Math.max(...yard.clockSamples);
}

/** Gives away what belongs to others and takes what belongs to us; answers whether anything moved. */
async function place(yard: Yard, members: readonly Member[]): Promise<boolean> {
  const placement = await yard.journal.placement();
  const wanted = yard.rendezvous(members, minReleases(yard, placement));
  yard.owners = ownersOf(placement);
  const settled = reconcile(yard, placement, wanted);
  const away = [...yard.owned].filter((partition) => wanted[partition] !== yard.incarnation);
  const gave = await giveAway(yard, away);
  const free = placement.filter(
    ({ partition, owner }) => owner === null && wanted[partition] === yard.incarnation,
  );
  const took = await take(
    yard,
    free.map(({ partition }) => partition),
  );
  return settled || gave || took;
}

/** Sets right what a lost answer left open: the table says what is ours, and we say what we want to keep. */
function reconcile(
  yard: Yard,
  placement: readonly Owned[],
  wanted: readonly (string | null)[],
): boolean {
  const ours = new Set(
    placement.flatMap(({ partition, owner }) => (owner === yard.incarnation ? [partition] : [])),
  );
  const lost = [...yard.owned].filter((partition) => !ours.has(partition));
  if (lost.length > 0) forgetPartitions(yard, new Set(lost));
  for (const partition of yard.leaving) {
    if (wanted[partition] !== yard.incarnation) continue;
    // A move that is called off: whoever was passed over meanwhile is looked at again.
    yard.leaving.delete(partition);
    yard.unlisted.add(partition);
    yard.timers.loadedUntil = 0;
  }
  for (const resident of yard.residents.values()) {
    if (yard.unlisted.has(resident.partition)) distrust(yard, resident);
  }
  const adopted = [...ours].filter((partition) => !yard.owned.has(partition));
  if (adopted.length > 0) moveIn(yard, adopted);
  return adopted.length > 0;
}

/** The partitions that not every release may own. */
function minReleases(yard: Yard, placement: readonly Owned[]): ReadonlyMap<number, number> {
  const needs = new Map(yard.declined);
  for (const { partition, minRelease } of placement) {
    if (minRelease > (needs.get(partition) ?? 0)) needs.set(partition, minRelease);
  }
  return needs;
}

function ownersOf(placement: readonly Owned[]): readonly (string | null)[] {
  const owners: (string | null)[] = [];
  for (const { partition, owner } of placement) owners[partition] = owner;
  return owners;
}

async function take(yard: Yard, partitions: readonly number[]): Promise<boolean> {
  if (partitions.length === 0 || !isSafe(yard)) return false;
  const got = await yard.journal.claim({ incarnation: yard.incarnation, partitions });
  if (got.length > 0) moveIn(yard, got);
  return got.length > 0;
}

function moveIn(yard: Yard, got: readonly number[]): void {
  // A ring for someone who was ours all along may have been lost while his sender lived elsewhere.
  for (const resident of yard.residents.values()) distrust(yard, resident);
  const owners = [...yard.owners];
  for (const partition of got) {
    yard.owned.add(partition);
    yard.unlisted.add(partition);
    owners[partition] = yard.incarnation;
  }
  yard.owners = owners;
  // Timers of the newcomers lie in the table, so the horizon is read again from its start.
  yard.timers.loadedUntil = 0;
  yard.timerBell.ring();
  yard.sweepBell.ring();
}

/** A planned move: nothing new begins, what is under way ends, then the partitions are free. */
async function giveAway(yard: Yard, partitions: readonly number[]): Promise<boolean> {
  if (partitions.length === 0) return false;
  for (const partition of partitions) yard.leaving.add(partition);
  await drained(yard, new Set(partitions));
  for (const minRelease of new Set(partitions.map((it) => yard.declined.get(it) ?? 0))) {
    const group = partitions.filter((it) => (yard.declined.get(it) ?? 0) === minRelease);
    const wish = { incarnation: yard.incarnation, partitions: group };
    await yard.journal.release(minRelease === 0 ? wish : { ...wish, minRelease });
  }
  forgetPartitions(yard, new Set(partitions));
  return true;
}

async function drained(yard: Yard, partitions: ReadonlySet<number>): Promise<void> {
  const isBusy = () =>
    [...yard.residents.values()].some(({ busy, partition }) => busy && partitions.has(partition));
  while (isBusy() && !yard.fenced) await yard.world.sleep(DRAIN_POLL_MS);
}

/** Whoever lived there lives elsewhere now; callers are told to ask again. */
function forgetPartitions(yard: Yard, partitions: ReadonlySet<number>): void {
  for (const resident of yard.residents.values()) {
    if (!partitions.has(resident.partition)) continue;
    yard.residents.delete(resident.address);
    yard.awaited.delete(resident);
    yard.lanes[resident.lane]?.ready.delete(resident);
    for (const call of resident.calls) {
      yard.callsWaiting -= 1;
      call.answer({ status: "not-mine" });
    }
  }
  // Also of those that were handed out and had no turn: they must ring again if the partition comes back.
  yard.timers.disarmAll((address) => partitions.has(partitionOf(address)));
  for (const partition of partitions) {
    yard.owned.delete(partition);
    yard.leaving.delete(partition);
    yard.unlisted.delete(partition);
    yard.declined.delete(partition);
  }
}

/**
 * Everything is given back, at a stop in good order. With the database away this is tried for as long as
 * the lease lasts; after that the others take what is ours.
 */
export async function giveUpAll(yard: Yard): Promise<void> {
  while (isSafe(yard)) {
    try {
      await giveAway(yard, [...yard.owned]);
      await yard.journal.leave(yard.incarnation);
      yard.bus.live.publish(PLACEMENT_CHANNEL, SPOKEN);
      return;
    } catch (error) {
      yard.observe.trouble?.({ what: "leave", error });
      await yard.world.sleep(LEAVE_PAUSE_MS);
    }
  }
}
