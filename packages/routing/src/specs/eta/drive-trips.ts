import type { DrivenLeg, DrivenTrip } from "../../eta/calibrate.ts";
import type { EtaLeg } from "../../eta/eta-leg.ts";
import { VEHICLE_KINDS, type VehicleKind } from "../../graph/vehicle.ts";
import type { WeekMoment } from "../../map/tags/week-hours.ts";
import type { Dice } from "../../tour/dice.ts";

const MINUTE_MS = 60_000;
/** How much slower roads really are, by group of roads and hour of the day: nobody who learns is told. */
const TRUTH = {
  main: [1.1, 2.6, 1.3, 2.3],
  town: [1.2, 2.1, 1.5, 2.4],
  small: [1.3, 1.7, 1.35, 1.6],
};

interface Nature {
  /** How many of a hundred trips are driven by it. */
  readonly share: number;
  /** How much more it takes than others, uphill and on bad ground. */
  readonly slower: number;
  /** How much of what others lose in a jam it loses. */
  readonly jam: number;
  readonly junctionMs: number;
  readonly borderMs: { readonly byDay: number; readonly byNight: number };
  readonly staysMs: { readonly pickup: number; readonly delivery: number; readonly pause: number };
}

const NATURES: Readonly<Record<VehicleKind, Nature>> = {
  motorcycle: {
    share: 15,
    slower: 1.04,
    jam: 0.45,
    junctionMs: 4_000,
    borderMs: waits(0.8, 0.3),
    staysMs: stays(12, 8, 15),
  },
  car: {
    share: 10,
    slower: 1,
    jam: 1,
    junctionMs: 8_000,
    borderMs: waits(1, 0.4),
    staysMs: stays(25, 15, 20),
  },
  van: {
    share: 25,
    slower: 1.05,
    jam: 1,
    junctionMs: 9_000,
    borderMs: waits(1.6, 0.5),
    staysMs: stays(40, 30, 20),
  },
  truck: {
    share: 50,
    slower: 1.22,
    jam: 1.05,
    junctionMs: 12_000,
    borderMs: waits(3.5, 1.5),
    staysMs: stays(90, 55, 25),
  },
};

/**
 * Drives trips in a world whose truth is known and shares no code with the learner: kinds differ, some drivers are
 * slower than others, every leg strays, gates and borders take their time with a long tail.
 */
export function driveTrips(
  count: number,
  dice: Dice,
  kinds: readonly VehicleKind[] = VEHICLE_KINDS,
): readonly DrivenTrip[] {
  return Array.from({ length: count }, () => driveTrip(kindFor(kinds, dice), dice));
}

function kindFor(kinds: readonly VehicleKind[], dice: Dice): VehicleKind {
  let left = dice() * kinds.reduce((sum, kind) => sum + NATURES[kind].share, 0);
  return kinds.find((kind) => (left -= NATURES[kind].share) < 0) ?? kinds[0]!;
}

function driveTrip(kind: VehicleKind, dice: Dice): DrivenTrip {
  const nature = NATURES[kind];
  const start = { weekday: Math.floor(dice() * 7), minute: Math.floor(dice() * 1_440) };
  const driver = stray(dice, 0.06);
  const legs: DrivenLeg[] = [];
  let clockMs = 0;
  for (let left = 1 + Math.floor(dice() * 4); left > 0; left--) {
    const planned = legFor(dice);
    const live = planned.liveRatio;
    const tookMs =
      trueMs(planned, { ...hourOf(start, clockMs), nature, dice }) * driver * stray(dice, 0.1);
    // Of a jam that is known now, less and less is left of what lies ahead.
    const jamMs = freeOf(planned) * (live - 1) * Math.exp(-clockMs / (50 * MINUTE_MS));
    const arrivedMs = clockMs + Math.max(MINUTE_MS, tookMs + jamMs);
    clockMs = arrivedMs + nature.staysMs[planned.stop] * stray(dice, 0.35);
    legs.push({ ...planned, arrivedMs, leftMs: clockMs });
  }
  return { kind, start, legs };
}

function legFor(dice: Dice): EtaLeg {
  const hours = 0.2 + dice() * dice() * 6;
  const main = 0.3 + dice() * 0.6;
  const freeMs = [main, (1 - main) * 0.7, (1 - main) * 0.3].map(
    (part) => part * hours * 60 * MINUTE_MS,
  );
  const kinds = ["pickup", "delivery", "pause"] as const;
  return {
    freeMs: [freeMs[0]!, freeMs[1]!, freeMs[2]!],
    junctions: Math.floor(hours * (10 + dice() * 40)),
    borders: hours > 2 && dice() < 0.2 ? 1 : 0,
    liveRatio: dice() < 0.3 ? 0.9 + dice() * 0.8 : 1,
    stop: kinds[Math.floor(dice() * 3)]!,
  };
}

function trueMs(
  { freeMs, junctions, borders }: EtaLeg,
  { hour, isWorkday, nature, dice }: Hour & { readonly nature: Nature; readonly dice: Dice },
): number {
  const at = slotOf(hour, isWorkday);
  const slowed = (times: readonly number[]) =>
    (times[0]! + (times[at]! - times[0]!) * nature.jam) * nature.slower;
  const [main, town, small] = freeMs;
  const driven =
    main * slowed(TRUTH.main) + town * slowed(TRUTH.town) + small * slowed(TRUTH.small);
  const { byDay, byNight } = nature.borderMs;
  const border = hour >= 7 && hour < 19 ? byDay : byNight;
  return driven + junctions * nature.junctionMs + borders * border * stray(dice, 0.4);
}

interface Hour {
  readonly hour: number;
  readonly isWorkday: boolean;
}

function slotOf(hour: number, isWorkday: boolean): number {
  if (hour < 6 || hour >= 20) return 0;
  if (!isWorkday) return 2;
  if (hour < 10) return 1;
  return hour < 16 ? 2 : 3;
}

function hourOf({ weekday, minute }: WeekMoment, ms: number): Hour {
  const minutes = weekday * 1_440 + minute + ms / MINUTE_MS;
  return { hour: (minutes % 1_440) / 60, isWorkday: Math.floor(minutes / 1_440) % 7 < 5 };
}

function freeOf({ freeMs }: EtaLeg): number {
  return freeMs[0] + freeMs[1] + freeMs[2];
}

/** A factor about one whose logarithm is as good as normal. */
function stray(dice: Dice, sigma: number): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += dice();
  return Math.exp((sum - 6) * sigma);
}

function waits(byDay: number, byNight: number): Nature["borderMs"] {
  return { byDay: byDay * 60 * MINUTE_MS, byNight: byNight * 60 * MINUTE_MS };
}

function stays(pickup: number, delivery: number, pause: number): Nature["staysMs"] {
  return {
    pickup: pickup * MINUTE_MS,
    delivery: delivery * MINUTE_MS,
    pause: pause * MINUTE_MS,
  };
}
