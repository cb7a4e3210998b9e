import { array, assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { clockOf } from "../route/clock-of.ts";
import type { Way, WayPiece } from "../route/find-way.ts";
import { openRoads } from "../route/roads.ts";
import { townMap } from "../specs/map/town-map.ts";
import { cutWay } from "./cut-way.ts";

const HALF_HOUR_DS = 18_000;
const vehicle = USUAL_VEHICLES.truck;
const spot = { arc: 0, alongCm: 0 };

test("U107: a way in parts is the same way, and none takes more than half an hour", async () => {
  const roads = openRoads(await townMap([{ over: ["0,0", "900,0", "905,0", "3000,0"] }]));
  const { graph } = roads;
  const clock = clockOf(graph, { vehicle, unit: "time" });
  const timeOf = ({ arc, fromCm, toCm }: WayPiece) =>
    (clock(arc) * (toCm - fromCm)) / graph.lengthCm[arc]!;
  const anyPiece = record({
    arc: integer({ min: 0, max: graph.arcCount - 1 }),
    from: integer({ min: 0, max: 1_000 }),
    to: integer({ min: 0, max: 1_000 }),
  }).map(({ arc, from, to }): WayPiece => {
    const [fromCm, toCm] = [Math.min(from, to), Math.max(from, to)].map((part) => {
      return Math.floor((graph.lengthCm[arc]! * part) / 1_000);
    });
    return { arc, fromCm: fromCm!, toCm: toCm! };
  });
  const law = property(array(anyPiece, { maxLength: 20 }), (pieces) => {
    const way = { cost: 0, pieces, start: spot, end: spot } as unknown as Way;
    const parts = cutWay(roads, vehicle, way);
    expect(joined(parts.flatMap((part) => part.pieces))).toEqual(joined(pieces));
    for (const part of parts) {
      const takesDs = part.pieces.reduce((sum, piece) => sum + timeOf(piece), 0);
      expect(takesDs).toBeLessThan(HALF_HOUR_DS * 1.001);
    }
  });
  assert(law);
});

/** Pieces that go on where the one before ended, as one. */
function joined(pieces: readonly WayPiece[]): readonly WayPiece[] {
  const whole: WayPiece[] = [];
  for (const piece of pieces.filter(({ fromCm, toCm }) => toCm > fromCm)) {
    const last = whole.at(-1);
    const goesOn = last?.arc === piece.arc && last.toCm === piece.fromCm;
    if (goesOn) whole[whole.length - 1] = { ...last, toCm: piece.toCm };
    else whole.push(piece);
  }
  return whole;
}
