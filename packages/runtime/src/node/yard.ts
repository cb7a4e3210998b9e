import type { Instant, World } from "@msafara/kernel";
import { type Address, roleOf } from "../address.ts";
import type { Limits } from "../limits.ts";
import type { Bus } from "../ports/bus.ts";
import type { Journal } from "../ports/journal.ts";
import type { Role } from "../role.ts";
import { type Bell, openBell } from "./bell.ts";
import type { Observer } from "./observer.ts";
import { openRendezvous, type Rendezvous } from "./rendezvous.ts";
import { hasWork, newResident, type Resident, type Settings } from "./resident.ts";
import type { ArmedTimers } from "./timers.ts";
import type { Watch } from "./watch.ts";

/** What a node's loops share: the world, the ports, and everybody who stands in memory. */
export interface Yard {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly limits: Limits;
  readonly roles: ReadonlyMap<string, Role>;
  readonly incarnation: string;
  readonly release: number;
  readonly observe: Observer;
  readonly watch: Watch;
  readonly lanes: readonly LaneQueue[];
  /** In order of last activity, so that the first are the first to go. */
  readonly residents: Map<Address, Resident>;
  /** Residents whose state or mailbox must be read before they run. */
  readonly awaited: Set<Resident>;
  readonly loaderBell: Bell;
  readonly timers: ArmedTimers;
  /** Partitions that are ours, and those among them that we are about to give away. */
  readonly owned: Set<number>;
  readonly leaving: Set<number>;
  /** Partitions with something that only a newer release understands, and which release that is. */
  readonly declined: Map<number, number>;
  /** Who owns each partition as far as we have heard. */
  owners: readonly (string | null)[];
  readonly rendezvous: Rendezvous;
  readonly placementBell: Bell;
  readonly timerBell: Bell;
  readonly sweepBell: Bell;
  readonly evictionBell: Bell;
  /** Numbers taken from mailboxes whose commit a running sweep may not have seen. */
  readonly taken: Set<number>;
  /** Those among them that are committed; a sweep forgets them when it ends. `undefined` between sweeps. */
  takenAndGone: number[] | undefined;
  /** Counts reads of mailboxes, to tell whether one overlapped a commit. */
  reads: number;
  /** Partitions whose waiting mail must be listed from the table, from the start. */
  readonly unlisted: Set<number>;
  settings: Settings;
  writeRelease: number;
  /** What must be added to our ticks to have the database's time, and what it was drawn from. */
  clockOffsetMs: number;
  readonly clockSamples: number[];
  /** The latest time that anybody here was told. */
  clockTold: Instant;
  /** By our own monotonic clock; nothing is decided after it. */
  safeUntil: number;
  callsWaiting: number;
  stopping: boolean;
  fenced: boolean;
}

/** Residents with work, waiting for one connection. */
export interface LaneQueue {
  readonly index: number;
  readonly ready: Set<Resident>;
  readonly bell: Bell;
  /** Inputs of batches that the database found poisonous, with the size of group to try them in next. */
  readonly blame: Map<string, Blame>;
}

export interface Blame {
  readonly group: number;
  readonly attempt: number;
  readonly error: string;
  /** By our ticks; an input that never came back is not waited for. */
  readonly until: number;
}

export interface YardOptions {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly limits: Limits;
  readonly roles: readonly Role[];
  readonly incarnation: string;
  readonly release: number;
  readonly observe: Observer;
  readonly watch: Watch;
  readonly timers: ArmedTimers;
}

/** An empty yard. */
export function openYard({ roles, ...options }: YardOptions): Yard {
  const { world, limits } = options;
  return {
    ...options,
    roles: new Map(roles.map((role) => [role.name, role])),
    lanes: Array.from({ length: limits.lanes }, (_, index) => ({
      index,
      ready: new Set<Resident>(),
      bell: openBell(world),
      blame: new Map(),
    })),
    residents: new Map(),
    awaited: new Set(),
    loaderBell: openBell(world),
    owned: new Set(),
    leaving: new Set(),
    declined: new Map(),
    owners: [],
    rendezvous: openRendezvous(),
    placementBell: openBell(world),
    timerBell: openBell(world),
    sweepBell: openBell(world),
    evictionBell: openBell(world),
    taken: new Set(),
    takenAndGone: undefined,
    reads: 0,
    unlisted: new Set(),
    settings: {},
    writeRelease: options.release,
    clockOffsetMs: 0,
    clockSamples: [],
    clockTold: 0,
    safeUntil: 0,
    callsWaiting: 0,
    stopping: false,
    fenced: false,
  };
}

/** The database's time as well as we know it. */
export function clockOf(yard: Yard): Instant {
  // Every estimate was a lower bound when it was made, so the highest holds: time never runs backwards.
  yard.clockTold = Math.max(yard.clockTold, Math.floor(yard.world.ticks() + yard.clockOffsetMs));
  return yard.clockTold;
}

/** Whether we may still decide: the lease cannot have ended by our own clock. */
export function isSafe(yard: Yard): boolean {
  return !yard.fenced && yard.world.ticks() < yard.safeUntil;
}

/** Whether a partition is ours and stays so. */
export function isOurs(yard: Yard, partition: number): boolean {
  return yard.owned.has(partition) && !yard.leaving.has(partition);
}

/** The resident of an address, admitted if there is room. Without room the table keeps its mail. */
export function admit(yard: Yard, address: Address): Resident | undefined {
  const known = yard.residents.get(address);
  if (known !== undefined) return known;
  if (yard.residents.size >= yard.limits.residents && !makeRoom(yard)) return undefined;
  const resident = newResident(address, yard.roles.get(roleOf(address)), yard.limits.lanes);
  resident.activeAt = yard.world.ticks();
  yard.residents.set(address, resident);
  return resident;
}

/** Notes that something may wait for it, and sees that it is read or run. */
export function wake(yard: Yard, resident: Resident): void {
  if (resident.fetching || resident.busy) return;
  if (resident.agent === undefined || resident.knows === "unsure") return awaitLoad(yard, resident);
  if (resident.knows === "windowed" && resident.mail.length === 0) return awaitLoad(yard, resident);
  if (!hasWork(resident) || resident.queued) return;
  const lane = yard.lanes[resident.lane];
  if (lane === undefined) return;
  resident.queued = true;
  lane.ready.add(resident);
  lane.bell.ring();
}

/** Its mailbox must be read again before it takes another turn. */
export function distrust(yard: Yard, resident: Resident): void {
  resident.knows = "unsure";
  resident.doubts += 1;
  wake(yard, resident);
}

function awaitLoad(yard: Yard, resident: Resident): void {
  if (resident.awaited) return;
  resident.awaited = true;
  yard.awaited.add(resident);
  yard.loaderBell.ring();
}

/** Puts away the longest idle that nothing holds here. */
function makeRoom(yard: Yard): boolean {
  let looked = 0;
  for (const resident of yard.residents.values()) {
    if (isIdle(resident)) return yard.residents.delete(resident.address);
    looked += 1;
    if (looked === 64) return false;
  }
  return false;
}

/** Nothing waits for it, and nothing of it is under way. */
export function isIdle(resident: Resident): boolean {
  const { queued, awaited, fetching, busy, knows } = resident;
  if (queued || awaited || fetching || busy) return false;
  // Of whom we are not sure, something may wait that only we were told of.
  return knows === "complete" && !hasWork(resident);
}

/** Marks activity: the freshest stand last. */
export function touch(yard: Yard, resident: Resident): void {
  resident.activeAt = yard.world.ticks();
  if (yard.residents.delete(resident.address)) yard.residents.set(resident.address, resident);
}
