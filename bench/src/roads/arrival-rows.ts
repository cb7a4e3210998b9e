import { calibrate, foretell, seededDice } from "@msafara/routing";
import { driveTrips } from "@msafara/routing/specs";
import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";

const TAUGHT = 4_000;
const HELD_OUT = 2_000;
const MINUTE_MS = 60_000;
const USUAL_STAY_MS = { pickup: 45 * MINUTE_MS, delivery: 30 * MINUTE_MS, pause: 15 * MINUTE_MS };
const ERROR_SHARE_MAX = 50;
const UNDER = { atLeast: 85, atMost: 95 };

/** How far foretold arrivals lie off on trips that nobody learnt from, beside free roads and the usual stays. */
export function arrivalRows(): readonly Row[] {
  const model = calibrate(driveTrips(TAUGHT, seededDice(1)));
  const arrivals = driveTrips(HELD_OUT, seededDice(2)).flatMap(({ start, legs }) => {
    const etas = foretell(model, start, legs);
    let freeMs = 0;
    return legs.map(({ freeMs: [main, town, small], arrivedMs, stop }, i) => {
      freeMs += main + town + small;
      const off = Math.abs(etas[i]!.medianMs - arrivedMs);
      const freeOff = Math.abs(freeMs - arrivedMs);
      freeMs += USUAL_STAY_MS[stop];
      return { off, freeOff, isUnder: arrivedMs <= etas[i]!.p90Ms };
    });
  });
  const mean = (of: (arrival: (typeof arrivals)[number]) => number) =>
    arrivals.reduce((sum, arrival) => sum + of(arrival), 0) / arrivals.length;
  const [off, freeOff] = [mean((one) => one.off), mean((one) => one.freeOff)];
  const under = figureOf([mean(({ isUnder }) => (isUnder ? 100 : 0))]);
  return [
    judge({
      question: `arrivals of ${HELD_OUT} held-out trips: mean error, of free flow's`,
      unit: "%",
      figure: figureOf([(off / freeOff) * 100]),
      target: { atMost: ERROR_SHARE_MAX },
      note: `${Math.round(off / MINUTE_MS)} minutes, free flow ${Math.round(freeOff / MINUTE_MS)}`,
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
