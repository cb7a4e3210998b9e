import { assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { tailsOf } from "../graph/network.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { arcLine } from "../snap/arc-line.ts";
import { mapOfRoads } from "../specs/map-of-roads.ts";
import { randomRoads, withTwins } from "../specs/random-roads.ts";
import { avoidedArcs } from "./avoided-arcs.ts";
import { touches } from "./obstacle.ts";

const { car } = USUAL_VEHICLES;
const corner = record({
  lat: integer({ min: -60_000, max: 160_000 }),
  lng: integer({ min: -60_000, max: 160_000 }),
});
const size = record({
  lat: integer({ min: 0, max: 120_000 }),
  lng: integer({ min: 0, max: 120_000 }),
});

test("the roads that come into an area are those that one finds by looking at all of them", () => {
  assert(
    property(randomRoads.map(withTwins), corner, size, ({ graph }, southWest, { lat, lng }) => {
      const tail = tailsOf(graph);
      const northEast = { lat: southWest.lat + lat, lng: southWest.lng + lng };
      const area = { southWest, northEast };
      const map = mapOfRoads(graph);
      const found = avoidedArcs({ graph, tail, map }, { vehicle: car, avoid: { areas: [area] } });
      const all = [...tail.keys()].map((arc) => Number(touches(arcLine(graph, tail, arc), area)));
      expect([...found]).toEqual(all);
    }),
    { numRuns: 500 },
  );
});

test("an area as wide as the earth is looked through as soon as one of a town", () => {
  const earth = {
    southWest: { lat: -900_000_000, lng: -1_800_000_000 },
    northEast: { lat: 900_000_000, lng: 1_800_000_000 },
  };
  assert(
    property(randomRoads, ({ graph }) => {
      const ground = { graph, tail: tailsOf(graph), map: mapOfRoads(graph) };
      expect(
        avoidedArcs(ground, { vehicle: car, avoid: { areas: [earth] } }).every(
          (shut) => shut === 1,
        ),
      ).toBe(true);
    }),
    { numRuns: 20 },
  );
});
