import type { DrivenLeg, DrivenTrip } from "../../eta/calibrate.ts";
import type { EtaLeg } from "../../eta/eta-leg.ts";
import type { WeekMoment } from "../../map/tags/week-hours.ts";
import type { Dice } from "../../tour/dice.ts";

const MINUTE_MS = 60_000;
/** How much slower roads really are, by kind of road and hour of the day: nobody who learns is told. */
const TRUTH = {
  main: [1.1, 2.6, 1.3, 2.3],
  town: [1.2, 2.1, 1.5, 2.4],
  small: [1.3, 1.7, 1.35, 1.6],
};
const JUNCTION_MS = 9_000;
const BORDER_MS = { byDay: 150 * MINUTE_MS, byNight: 45 * MINUTE_MS };
const STAYS_MS = { pickup: 70 * MINUTE_MS, delivery: 40 * MINUTE_MS, pause: 20 * MINUTE_MS };

/**
 * Drives trips in a world whose truth is known and shares no code with the learner: some drivers are slower than others,
 * every leg strays, gates and borders take their time with a long tail.
 */
export function driveTrips(count: number, dice: Dice): readonly DrivenTrip[] {
  return Array.from({ length: count }, () => driveTrip(dice));
}

function driveTrip(dice: Dice): DrivenTrip {
  const start = { weekday: Math.floor(dice() * 7), minute: Math.floor(dice() * 1_440) };
  const driver = stray(dice, 0.06);
  const legs: DrivenLeg[] = [];
  let clockMs = 0;
  for (let left = 1 + Math.floor(dice() * 4); left > 0; left--) {
    const planned = legFor(dice);
    const live = planned.liveRatio;
    const tookMs = trueMs(planned, hourOf(start, clockMs), dice) * driver * stray(dice, 0.1);
    // Of a jam that is known now, less and less is left of what lies ahead.
    const jamMs = freeOf(planned) * (live - 1) * Math.exp(-clockMs / (50 * MINUTE_MS));
    const arrivedMs = clockMs + Math.max(MINUTE_MS, tookMs + jamMs);
    clockMs = arrivedMs + STAYS_MS[planned.stop] * stray(dice, 0.35);
    legs.push({ ...planned, arrivedMs, leftMs: clockMs });
  }
  return { start, legs };
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
  { hour, isWorkday }: Hour,
  dice: Dice,
): number {
  const at = slotOf(hour, isWorkday);
  const [main, town, small] = freeMs;
  const driven = main * TRUTH.main[at]! + town * TRUTH.town[at]! + small * TRUTH.small[at]!;
  const border = hour >= 7 && hour < 19 ? BORDER_MS.byDay : BORDER_MS.byNight;
  return driven + junctions * JUNCTION_MS + borders * border * stray(dice, 0.4);
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
