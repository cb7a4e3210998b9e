import {
  calibrate,
  type DrivenTrip,
  type EtaModel,
  foretell,
  seededDice,
  VEHICLE_KINDS,
} from "@msafara/routing";
import { driveTrips } from "@msafara/routing/specs";
import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";

const TAUGHT = 4_000;
const HELD_OUT = 2_000;
const MINUTE_MS = 60_000;
const USUAL_STAY_MS = { pickup: 45 * MINUTE_MS, delivery: 30 * MINUTE_MS, pause: 15 * MINUTE_MS };
const ERROR_SHARE_MAX = 50;
const UNDER = { atLeast: 85, atMost: 95 };

interface Arrival {
  readonly offMs: number;
  readonly freeOffMs: number;
  readonly isUnder: boolean;
}

/** How far foretold arrivals lie off on trips that nobody learnt from, beside free roads and the usual stays. */
export function arrivalRows(): readonly Row[] {
  const model = calibrate(driveTrips(TAUGHT, seededDice(1)));
  const trips = driveTrips(HELD_OUT, seededDice(2));
  const rowsFor = (who: string, driven: readonly DrivenTrip[]) =>
    rowsOf(`arrivals of ${driven.length} held-out trips${who}`, arrivalsOf(model, driven));
  const ofKind = (kind: string) => trips.filter((trip) => trip.kind === kind);
  return [
    ...rowsFor("", trips),
    ...VEHICLE_KINDS.flatMap((kind) => rowsFor(` by ${kind}`, ofKind(kind))),
  ];
}

function arrivalsOf(model: EtaModel, trips: readonly DrivenTrip[]): readonly Arrival[] {
  return trips.flatMap((trip) => {
    const etas = foretell(model, trip);
    let freeMs = 0;
    return trip.legs.map(({ freeMs: [main, town, small], arrivedMs, stop }, i) => {
      freeMs += main + town + small;
      const offMs = Math.abs(etas[i]!.medianMs - arrivedMs);
      const freeOffMs = Math.abs(freeMs - arrivedMs);
      freeMs += USUAL_STAY_MS[stop];
      return { offMs, freeOffMs, isUnder: arrivedMs <= etas[i]!.p90Ms };
    });
  });
}

function rowsOf(question: string, arrivals: readonly Arrival[]): readonly Row[] {
  const mean = (of: (arrival: Arrival) => number) =>
    arrivals.reduce((sum, arrival) => sum + of(arrival), 0) / arrivals.length;
  const [offMs, freeOffMs] = [mean((one) => one.offMs), mean((one) => one.freeOffMs)];
  const under = figureOf([mean(({ isUnder }) => (isUnder ? 100 : 0))]);
  return [
    judge({
      question: `${question}: mean error, of free flow's`,
      unit: "%",
      figure: figureOf([(offMs / freeOffMs) * 100]),
      target: { atMost: ERROR_SHARE_MAX },
      note: `${Math.round(offMs / MINUTE_MS)} minutes, free flow ${Math.round(freeOffMs / MINUTE_MS)}`,
    }),
    judge({
      question: "  under the 90th percentile, at least",
      unit: "%",
      figure: under,
      target: { atLeast: UNDER.atLeast },
    }),
    judge({
      question: "  under the 90th percentile, at most",
      unit: "%",
      figure: under,
      target: { atMost: UNDER.atMost },
    }),
  ];
}
