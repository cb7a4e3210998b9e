import { describe, expect, test } from "vitest";
import { dijkstraPath } from "../search/dijkstra.ts";
import { buildRoadGraph } from "./build-road-graph.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { metricOf } from "./metric-of.ts";
import { NEVER } from "./never.ts";
import { type RoadGraph, WAY_FLAGS, type WayTable } from "./road-graph.ts";
import { USUAL_VEHICLES, type Vehicle } from "./vehicle.ts";

const { car, van, truck } = USUAL_VEHICLES;

type Column = Exclude<keyof WayTable, "osmId">;

/** One street of 1 km at 36 km/h; each test gives it one sign. */
function street(sign: Partial<Record<Column, number>> = {}): RoadGraph {
  const column = (name: Column) => sign[name] ?? 0;
  return buildRoadGraph({
    version: "street",
    lat: Int32Array.of(0, 90_000),
    lng: Int32Array.of(0, 0),
    tail: Uint32Array.of(0),
    head: Uint32Array.of(1),
    lengthCm: Uint32Array.of(100_000),
    speed: Uint16Array.of(360),
    names: ["", "Low Bridge Road", "A 104"],
    ways: {
      osmId: Float64Array.of(4_711),
      roadClass: Uint8Array.of(column("roadClass")),
      flags: Uint16Array.of(column("flags")),
      heightCm: Uint16Array.of(column("heightCm")),
      widthCm: Uint16Array.of(column("widthCm")),
      lengthCm: Uint16Array.of(column("lengthCm")),
      weightTenKg: Uint16Array.of(column("weightTenKg")),
      axleLoadTenKg: Uint16Array.of(column("axleLoadTenKg")),
      lorrySpeed: Uint16Array.of(column("lorrySpeed")),
      name: Uint32Array.of(1),
      ref: Uint32Array.of(2),
    },
  });
}

describe("what a street costs", () => {
  test("is its length in centimetres, or its time in deciseconds", () => {
    expect([...metricOf(street(), { vehicle: car, unit: "distance" })]).toEqual([100_000]);
    expect([...metricOf(street(), { vehicle: car, unit: "time" })]).toEqual([1_000]);
  });

  test("follows traffic, and a street that nothing moves on is closed", () => {
    const now = (speed: number) =>
      ({ vehicle: car, unit: "time", speedNow: Uint16Array.of(speed) }) as const;
    expect([...metricOf(street(), now(180))]).toEqual([2_000]);
    expect([...metricOf(street(), now(0))]).toEqual([NEVER]);
  });

  test("is never quicker than the vehicle can drive", () => {
    const slow = { ...car, topSpeedKmh: 18 };
    expect([...metricOf(street(), { vehicle: slow, unit: "time" })]).toEqual([2_000]);
  });

  test("is as slow for lorries as their own sign says, on a free road and in a jam", () => {
    const signed = street({ lorrySpeed: 180 });
    const cost = (vehicle: Vehicle, speed = 360) =>
      metricOf(signed, { vehicle, unit: "time", speedNow: Uint16Array.of(speed) })[0];
    expect([cost(car), cost(van), cost(truck)]).toEqual([1_000, 1_000, 2_000]);
    expect([cost(truck, 200), cost(truck, 90)]).toEqual([2_000, 4_000]);
    expect(cost({ ...truck, topSpeedKmh: 9 })).toBe(4_000);
  });

  test("counts half the wait at the border where it ends, longer for lorries, and no way farther", () => {
    const post = street({ flags: WAY_FLAGS.border });
    const cost = (vehicle: Vehicle, unit: "time" | "distance") =>
      metricOf(post, { vehicle, unit })[0];
    expect([cost(car, "time"), cost(truck, "time")]).toEqual([1_000 + 13_500, 1_000 + 36_000]);
    expect(cost(truck, "distance")).toBe(100_000);
  });

  test("is closed to cars, and open to the lorries it is kept for", () => {
    const yard = street({ flags: WAY_FLAGS.noCar });
    expect([...metricOf(yard, { vehicle: van, unit: "distance" })]).toEqual([NEVER]);
    expect([...metricOf(yard, { vehicle: truck, unit: "distance" })]).toEqual([100_000]);
    expect(explainRefusal(yard, { arcs: [0], vehicle: van })).toMatchObject([{ limit: "no-car" }]);
  });

  test.for([
    ["no", NEVER],
    ["destination", 400_000],
    ["yes", 100_000],
  ] as const)("is as the hour says, and not as the sign beside it: %s", ([access, cost]) => {
    const signed = street({ flags: WAY_FLAGS.noHgv });
    const now = new Map([[0, { access, lifts: access !== "no" }]]);
    const asked = { vehicle: truck, unit: "distance", accessNow: now } as const;
    expect([...metricOf(signed, asked)]).toEqual([cost]);
  });

  test("stays too low and too dangerous whatever the hour says of trucks", () => {
    const now = new Map([[0, { access: "yes", lifts: true } as const]]);
    const cost = (sign: Partial<Record<Column, number>>, load: Partial<Vehicle> = {}) => {
      const vehicle = { ...truck, ...load };
      return [...metricOf(street(sign), { vehicle, unit: "distance", accessNow: now })];
    };
    expect(cost({ flags: WAY_FLAGS.noHgv, heightCm: 390 })).toEqual([NEVER]);
    const hazard = { flags: WAY_FLAGS.noHgv | WAY_FLAGS.noHazard };
    expect(cost(hazard, { isHazardous: true })).toEqual([NEVER]);
    expect(cost(hazard)).toEqual([100_000]);
  });

  test("counts four times where only residents and guests may drive", () => {
    const residents = street({ flags: WAY_FLAGS.destination });
    expect([...metricOf(residents, { vehicle: van, unit: "distance" })]).toEqual([400_000]);
    const lorries = street({ flags: WAY_FLAGS.hgvDestination });
    expect([...metricOf(lorries, { vehicle: van, unit: "distance" })]).toEqual([100_000]);
    expect([...metricOf(lorries, { vehicle: truck, unit: "distance" })]).toEqual([400_000]);
  });
});

describe("C6: a street that refuses a truck", () => {
  const road = { osmId: 4_711, name: "Low Bridge Road", ref: "A 104" };
  const refusing: readonly (readonly [
    Partial<Record<Column, number>>,
    Partial<Vehicle>,
    object,
  ])[] = [
    [{ heightCm: 390 }, {}, { limit: "height", limitCm: 390, vehicleCm: 400 }],
    [{ widthCm: 250 }, {}, { limit: "width", limitCm: 250, vehicleCm: 255 }],
    [{ lengthCm: 1_200 }, {}, { limit: "length", limitCm: 1_200, vehicleCm: 1_650 }],
    [{ weightTenKg: 750 }, {}, { limit: "weight", limitKg: 7_500, vehicleKg: 40_000 }],
    [{ axleLoadTenKg: 1_000 }, {}, { limit: "axle-load", limitKg: 10_000, vehicleKg: 11_500 }],
    [{ flags: WAY_FLAGS.noHgv }, {}, { limit: "no-hgv" }],
    [{ flags: WAY_FLAGS.noHazard }, { isHazardous: true }, { limit: "no-hazard" }],
  ];

  test.for(refusing)("%o says so with both figures, and is never driven", ([sign, load, why]) => {
    const graph = street(sign);
    const vehicle = { ...truck, ...load };
    const cost = metricOf(graph, { vehicle, unit: "time" });
    expect(dijkstraPath({ network: graph, cost, from: 0 }, [1])).toBeUndefined();
    expect(explainRefusal(graph, { arcs: [0, 0], vehicle })).toEqual([{ ...why, ...road }]);
  });

  test.for(refusing.slice(0, -1))("%o lets a car pass", ([sign]) => {
    const graph = street({ ...sign, widthCm: sign.widthCm ?? 0 });
    expect(explainRefusal(graph, { arcs: [0], vehicle: car })).toEqual([]);
    expect([...metricOf(graph, { vehicle: car, unit: "time" })]).toEqual([1_000]);
  });

  test("lets pass whoever fits to the centimetre", () => {
    const graph = street({ heightCm: 400, weightTenKg: 4_000 });
    expect(explainRefusal(graph, { arcs: [0], vehicle: truck })).toEqual([]);
  });
});
