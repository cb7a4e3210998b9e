import type { Instant } from "@msafara/kernel";
import { USUAL_VEHICLES, type Vehicle, VEHICLE_KINDS, type VehicleKind } from "../graph/vehicle.ts";
import type { Avoid, Drive } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import { openTariff, type Tariff } from "../route/tariff.ts";
import { closedBy, closedNow, closingAt, speedsNow } from "../traffic/speeds-now.ts";
import { openTariffSlot, type TariffMemory, type TariffSlot } from "../traffic/tariff-slot.ts";
import type { TrafficEvent, TrafficFeed } from "../traffic/traffic-feed.ts";
import type { WeekPattern } from "../traffic/week-pattern.ts";
import type { ArcClock } from "./arrival-clock.ts";
import type { PlaceClock } from "./place-clock.ts";
import { isUsual } from "./vehicle-meant.ts";
import { type WaySums, wayOfSlots } from "./way-sums.ts";

/** Whoever leaves this soon drives in the traffic of now. */
const LIVE_WITHIN_MS = 600_000;
/** Later departures share a tariff by the quarter of an hour: signs with hours change at them. */
const QUARTER_MS = 900_000;
/** What tariffs of one's own may take of a thread's memory; the one in use stays whatever it takes. */
const KEPT_BYTES_MAX = 128 * 1_024 * 1_024;

/** And how many, where each is small: what they take besides their numbers is not counted. */
const KEPT_MAX = 500;

/** The memory of the tariffs that are kept fitted for all threads: the usual drive of each kind. */
export type LiveMemory = Readonly<Record<VehicleKind, TariffMemory>>;

/** The usual drive of a kind. */
export function liveDrive(kind: VehicleKind): Drive {
  return { vehicle: USUAL_VEHICLES[kind], unit: "time" };
}

/** Whom a tariff is for. */
export interface DriveMeant {
  readonly vehicle: Vehicle;
  readonly unit: "time" | "distance";
  readonly avoid?: Avoid;
  readonly departAt: Instant;
  readonly now: Instant;
}

/** A tariff, and the arcs that were closed since it was fitted. */
export interface TariffInHand {
  readonly tariff: Tariff;
  readonly closed: ReadonlySet<number>;
}

/** Has a tariff for every drive: those of usual vehicles are shared, all others are fitted when asked for. */
export interface TariffDesk {
  /** The tariff is good until the answer is there. */
  readonly use: <Answer>(drive: DriveMeant, ask: (found: TariffInHand) => Answer) => Answer;
  /** The same with every closure in it, and what each slot adds up to by a clock: for whoever asks for many ways. */
  readonly useSums: <Answer>(
    drive: DriveMeant,
    clockOn: (drive: Drive) => ArcClock,
    ask: (tariff: Tariff, sums: WaySums) => Answer,
  ) => Answer;
  /** Changes to other memory: whoever fitted the one before has died. */
  readonly sitDown: (memory: LiveMemory) => void;
}

interface DeskParts {
  readonly roads: Roads;
  readonly feed: TrafficFeed;
  readonly pattern: WeekPattern;
  readonly clock: PlaceClock;
  readonly live: LiveMemory;
  readonly reader: number;
}

interface Kept {
  readonly tariff: Tariff;
  sums?: WaySums;
}

/** Opens the tariffs of one thread. */
export function openTariffDesk(parts: DeskParts): TariffDesk {
  const { roads, feed, reader } = parts;
  const slots = new Map<string, TariffSlot>();
  const kept = openKept(roads);
  const closedSince = openClosedSince(parts);
  const sitDown = (memory: LiveMemory): void => {
    kept.forget();
    for (const kind of VEHICLE_KINDS) {
      slots.set(kind, openTariffSlot(roads, liveDrive(kind), { ...memory[kind], reader }));
    }
  };
  sitDown(parts.live);

  function fitted(drive: DriveMeant): Kept {
    const { vehicle, unit, avoid = {}, departAt, now } = drive;
    const isLive = isNear(drive);
    const at = isLive ? now : departAt - (departAt % QUARTER_MS);
    const slot = slots.get(vehicle.kind)!;
    const counts = isLive ? closingAt(feed, at) : feed.eventsAt(at);
    const key = JSON.stringify([
      { vehicle, unit, avoid },
      isLive ? slot.version() : at,
      counts.map(({ id, revision }) => [id, revision]),
    ]);
    return kept.keep(key, () => {
      const traffic = isLive ? trafficIn(slot) : trafficAt(parts, at);
      const closed = closedNow(roads, feed, at);
      return openTariff(roads, { vehicle, unit, ...traffic, avoid: { ...avoid, closed } });
    });
  }

  return {
    sitDown,
    use: (drive, ask) => {
      if (!isLiveDrive(drive)) return ask({ tariff: fitted(drive).tariff, closed: new Set() });
      const { kind } = drive.vehicle;
      return slots.get(kind)!.read((tariff, version) => {
        return ask({ tariff, closed: closedSince(tariff, { kind, version, now: drive.now }) });
      });
    },
    useSums: (drive, clockOn, ask) => {
      const own = fitted(drive);
      const clock = clockOn(own.tariff.drive);
      if (own.sums?.clock.name !== clock.name) own.sums = wayOfSlots(roads, own.tariff, clock);
      return ask(own.tariff, own.sums);
    },
  };
}

interface Since {
  readonly kind: VehicleKind;
  readonly version: number;
  readonly now: Instant;
}

/**
 * What was closed since a tariff was fitted. A flood closes thousands of roads for days, and everybody asks: what was
 * found is kept until something else is closed, or the tariff is another.
 */
function openClosedSince({ roads, feed }: Pick<DeskParts, "roads" | "feed">) {
  interface Found {
    readonly speedNow: Uint16Array | undefined;
    readonly version: number;
    readonly closing: readonly TrafficEvent[];
    readonly closed: ReadonlySet<number>;
  }
  const found = new Map<VehicleKind, Found>();
  return (tariff: Tariff, { kind, version, now }: Since): ReadonlySet<number> => {
    const { speedNow } = tariff.drive;
    const closing = closingAt(feed, now);
    const known = found.get(kind);
    const isKnown = known?.speedNow === speedNow && known?.version === version;
    if (isKnown && isSame(known.closing, closing)) return known.closed;
    const all = [...closedBy(roads, closing)];
    const closed = new Set(all.filter((arc) => speedNow?.[arc] !== 0));
    found.set(kind, { speedNow, version, closing, closed });
    return closed;
  };
}

function isSame(one: readonly TrafficEvent[], other: readonly TrafficEvent[]): boolean {
  return one.length === other.length && one.every((event, i) => event === other[i]);
}

/** Keeps the tariffs that were used last, as many as a thread has room for. */
function openKept(roads: Roads) {
  const kept = new Map<string, Kept>();
  const most = Math.min(KEPT_MAX, Math.max(1, Math.floor(KEPT_BYTES_MAX / bytesOf(roads))));
  return {
    forget: (): void => kept.clear(),
    keep: (key: string, make: () => Tariff): Kept => {
      const found = kept.get(key) ?? { tariff: make() };
      kept.delete(key);
      kept.set(key, found);
      for (const old of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(old);
      }
      return found;
    },
  };
}

function isNear({ departAt, now }: DriveMeant): boolean {
  return Math.abs(departAt - now) < LIVE_WITHIN_MS;
}

function isLiveDrive(drive: DriveMeant): boolean {
  const { vehicle, unit, avoid } = drive;
  return unit === "time" && avoid === undefined && isNear(drive) && isUsual(vehicle);
}

/** What the fitter knew last; the copy outlives the half that it stands in. */
function trafficIn(slot: TariffSlot): Pick<Drive, "speedNow" | "moment"> {
  return slot.read(({ drive: { speedNow, moment } }) => ({
    ...(speedNow === undefined ? {} : { speedNow: speedNow.slice() }),
    ...(moment === undefined ? {} : { moment }),
  }));
}

function trafficAt(
  { roads, feed, pattern, clock }: DeskParts,
  at: Instant,
): Pick<Drive, "speedNow" | "moment"> {
  const week = clock.weekOf(at);
  return { moment: week, speedNow: speedsNow(roads, { feed, pattern }, { now: at, week }) };
}

/** A metric, its sums, and the speeds it was made of; the paper to ask on is one for all. */
function bytesOf({ cch, graph }: Roads): number {
  return (2 * cch.arcCount + 10 * cch.edgeCount) * 4 + graph.arcCount * 2;
}
