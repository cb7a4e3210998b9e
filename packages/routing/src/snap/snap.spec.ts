import { isRefusal } from "@msafara/kernel";
import { assert, integer, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import { NEVER } from "../graph/never.ts";
import { tailsOf } from "../graph/network.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { randomRoads } from "../specs/random-roads.ts";
import { arcLine, type PointE7 } from "./arc-line.ts";
import { checkSquares } from "./check-squares.ts";
import { nearestOnLine } from "./flat-earth.ts";
import { openSnap, type SnapWish } from "./open-snap.ts";
import { sortIntoSquares } from "./road-squares.ts";

const KM = 89_932;

/** A street of two kilometres to the east, driven both ways (arcs 0 and 1), and a lane north of it, one way west (2). */
function streets(): RoadGraph {
  return buildRoadGraph({
    version: "streets",
    lat: Int32Array.of(0, 0, KM / 10, KM / 10),
    lng: Int32Array.of(0, 2 * KM, 2 * KM, 0),
    tail: Uint32Array.of(0, 1, 2),
    head: Uint32Array.of(1, 0, 3),
    lengthCm: Uint32Array.of(200_000, 200_000, 200_000),
    speed: Uint16Array.of(500, 500, 500),
    twin: Uint32Array.of(1, 0, 2),
  });
}

const graph = streets();
const { snap } = openSnap(graph, sortIntoSquares(graph));
/** Thirty metres north of the middle of the street. */
const gate: PointE7 = { lat: (KM * 3) / 100, lng: KM };

function spotsAt(point: PointE7, wish?: SnapWish) {
  const found = snap(point, wish);
  return isRefusal(found) ? found.facts : found.spots.map(({ arc, side }) => `${arc} ${side}`);
}

describe("a gate beside a street", () => {
  test("is on the road where it is nearest, for both directions", () => {
    expect(snap(gate)).toMatchObject({
      lat: 0,
      lng: KM,
      spots: [
        { arc: 0, alongCm: 100_000, side: "left" },
        { arc: 1, alongCm: 100_000, side: "right" },
      ],
    });
  });

  test("lies at the kerb of one direction only", () => {
    expect(spotsAt(gate, { kerb: "left" })).toEqual(["0 left"]);
    expect(spotsAt(gate, { kerb: "right" })).toEqual(["1 right"]);
  });

  test("is passed by a truck that heads its way, and the next street is taken where none does", () => {
    expect(spotsAt(gate, { headingDegrees: 110 })).toEqual(["0 left"]);
    expect(spotsAt(gate, { headingDegrees: 270 })).toEqual(["1 right"]);
    const eastOnly = { cost: Int32Array.of(1, NEVER, 1), headingDegrees: 270 };
    expect(spotsAt(gate, eastOnly)).toEqual(["2 left"]);
  });

  test.for([
    ["none", { withinM: 10 }, { nearestM: 30 }],
    ["closed", { cost: new Int32Array(3).fill(NEVER) }, { nearestM: 30 }],
    ["other-heading", { headingDegrees: 0 }, { nearestM: 30 }],
    ["other-side", { kerb: "right", headingDegrees: 90 }, { nearestM: 30 }],
  ] as const)("has no road, and says why: %s", ([why, wish, near]) => {
    expect(spotsAt(gate, wish)).toEqual({ why, withinM: 2_000, ...near, ...only(wish) });
  });

  test("has none in the sea", () => {
    expect(spotsAt({ lat: -50 * KM, lng: KM })).toEqual({ why: "none", withinM: 2_000 });
    const near = { why: "none", withinM: 2_000, nearestM: 8_000 };
    expect(spotsAt({ lat: -8 * KM, lng: KM })).toEqual(near);
  });
});

test.for([[900_000_000], [-899_999_999]])(
  "at a pole there is no road, which is soon found",
  ([lat = 0]) => {
    expect(spotsAt({ lat, lng: KM })).toEqual({ why: "none", withinM: 2_000 });
  },
);

function only({ withinM }: SnapWish) {
  return withinM === undefined ? {} : { withinM };
}

test("where roads meet, each of them is meant", () => {
  const meeting = { ...graph, lat: Int32Array.of(0, 0, 0, KM) };
  const found = openSnap(meeting, sortIntoSquares(meeting)).snap({ lat: 0, lng: 2 * KM });
  expect(!isRefusal(found) && new Set(found.spots.map(({ arc }) => arc))).toEqual(
    new Set([0, 1, 2]),
  );
});

test("no road is nearer than the one that is found, on any map", () => {
  const anywhere = tuple(
    integer({ min: -20_000, max: 120_000 }),
    integer({ min: -20_000, max: 120_000 }),
  );
  assert(
    property(randomRoads, anywhere, ({ graph: town }, [lat, lng]) => {
      const squares = sortIntoSquares(town);
      expect(checkSquares(squares, town.arcCount)).toEqual([]);
      const found = openSnap(town, squares).snap({ lat, lng }, { withinM: 5_000 });
      const tail = tailsOf(town);
      const offs = [...town.head.keys()].map(
        (arc) => nearestOnLine({ lat, lng }, arcLine(town, tail, arc)).offM,
      );
      const nearestM = Math.min(Number.POSITIVE_INFINITY, ...offs);
      if (isRefusal(found)) expect(nearestM).toBeGreaterThan(5_000);
      else expect(found.offM).toBe(nearestM);
    }),
    { numRuns: 300 },
  );
});
