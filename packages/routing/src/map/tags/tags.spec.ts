import { describe, expect, test } from "vitest";
import { ROAD_CLASSES, WAY_FLAGS } from "../../graph/road-graph.ts";
import { forUsers } from "../../graph/road-users.ts";
import { accessOf } from "./access-of.ts";
import { barrierOf } from "./barrier-of.ts";
import { classOf } from "./class-of.ts";
import { conditionsOf } from "./conditions-of.ts";
import { directionsOf } from "./directions-of.ts";
import { lorrySpeedOf } from "./lorry-speed-of.ts";
import { limitsOf } from "./limits-of.ts";
import { readDurationS, readLengthCm, readWeightTenKg } from "./measures.ts";
import { readRoad } from "./read-road.ts";
import { readSpeedKmh } from "./read-speed-kmh.ts";
import { restrictionsOf } from "./restrictions-of.ts";
import { speedOf } from "./speed-of.ts";

const BOTH = ["forward", "backward"];

test.for([
  [{ highway: "trunk_link" }, "trunk"],
  [{ highway: "living_street" }, "living-street"],
  [{ route: "ferry" }, "ferry"],
  [{ highway: "footway" }, undefined],
  [{ highway: "path", motor_vehicle: "yes" }, undefined],
  [{ highway: "path", motorcycle: "yes" }, "track"],
  [{ highway: "path", motorcycle: "no" }, undefined],
  [{ highway: "steps", motorcycle: "yes" }, undefined],
  [{ highway: "construction" }, undefined],
  [{ highway: "service", area: "yes" }, undefined],
  [{ highway: "service", service: "emergency_access" }, undefined],
  [{ building: "yes" }, undefined],
  // Words that every JavaScript object knows, and no map.
  [{ highway: "constructor" }, undefined],
  [{ highway: "toString" }, undefined],
] as const)("%j is of the class %s", ([tags, expected]) => {
  expect(classOf(tags)).toBe(expected);
});

test.for([
  [{ highway: "primary" }, BOTH],
  [{ oneway: "yes" }, ["forward"]],
  [{ oneway: "1" }, ["forward"]],
  [{ oneway: "-1" }, ["backward"]],
  [{ oneway: "reversible" }, []],
  [{ junction: "roundabout" }, ["forward"]],
  [{ junction: "circular" }, ["forward"]],
  [{ highway: "motorway" }, ["forward"]],
  [{ highway: "motorway_link" }, ["forward"]],
  [{ highway: "motorway_link", oneway: "no" }, BOTH],
  [{ oneway: "yes", "oneway:motor_vehicle": "no" }, BOTH],
  [{ oneway: "perhaps" }, BOTH],
] as const)("%j is driven %j", ([tags, expected]) => {
  expect(directionsOf(tags, "car")).toEqual(expected);
});

test.for([
  [{ oneway: "yes", "oneway:motorcycle": "no" }, ["forward"], BOTH],
  [{ oneway: "yes", "oneway:motorcar": "no" }, BOTH, ["forward"]],
  [{ oneway: "yes", "oneway:motor_vehicle": "no" }, BOTH, BOTH],
  [{ highway: "motorway" }, ["forward"], ["forward"]],
] as const)("%j is driven %j by a car and %j by a motorcycle", ([tags, car, motorcycle]) => {
  expect(directionsOf(tags, "car")).toEqual(car);
  expect(directionsOf(tags, "motorcycle")).toEqual(motorcycle);
});

test.for([
  [{}, undefined, undefined, undefined],
  [{ access: "no" }, "no", "no", "no"],
  [{ access: "no", motor_vehicle: "yes" }, "yes", "yes", "yes"],
  [{ access: "private" }, "destination", "destination", "destination"],
  [{ vehicle: "no", hgv: "destination" }, "no", "destination", "no"],
  [{ hgv: "no" }, undefined, "no", undefined],
  [{ goods: "no" }, undefined, "no", undefined],
  [{ goods: "no", hgv: "designated" }, undefined, "yes", undefined],
  [{ motor_vehicle: "agricultural" }, "no", "no", "no"],
  [
    { motor_vehicle: "unknown", access: "destination" },
    "destination",
    "destination",
    "destination",
  ],
  [{ "hgv:backward": "no" }, undefined, undefined, undefined],
  [{ "hgv:forward": "no" }, undefined, "no", undefined],
  [{ motorcar: "no" }, "no", undefined, undefined],
  [{ motorcycle: "no" }, undefined, undefined, "no"],
  [{ motor_vehicle: "no", motorcycle: "permissive" }, "no", "no", "yes"],
  [{ access: "private", motorcycle: "yes" }, "destination", "destination", "yes"],
  [{ "motorcycle:forward": "no", motorcycle: "yes" }, undefined, undefined, "no"],
] as const)(
  "%j lets a car by as %s, a lorry as %s, a motorcycle as %s",
  ([tags, car, hgv, motorcycle]) => {
    const passes = forUsers((user) => accessOf(tags, { user, direction: "forward" }));
    expect(passes).toEqual({ car, hgv, motorcycle });
  },
);

test.for([
  ["4", 400],
  ["4.5 m", 450],
  ["3,8", 380],
  ["250 cm", 250],
  [`12'6"`, 381],
  ["12 ft 6 in", 381],
  ["13'", 396],
  [`150"`, 381],
  ["4.2;3.9", 390],
  ["default", undefined],
  ["none", undefined],
  ["0", undefined],
  ["4 cubits", undefined],
] as const)("a height of %j is %s cm", ([text, cm]) => {
  expect(readLengthCm(text)).toBe(cm);
});

test.for([
  ["7.5", 750],
  ["3.5 t", 350],
  ["3500 kg", 350],
  ["80000 lbs", 3628],
  ["10 st", 907],
  ["none", undefined],
  ["unsigned", undefined],
] as const)("a weight of %j is %s times 10 kg", ([text, tenKg]) => {
  expect(readWeightTenKg(text)).toBe(tenKg);
});

test("of several limits the strictest holds, and a direction's own goes before", () => {
  const tags = { maxheight: "4", "maxheight:physical": "3.9", "maxweight:backward": "5" };
  expect(limitsOf(tags, "forward")).toMatchObject({ heightCm: 390, weightTenKg: 0 });
  expect(limitsOf(tags, "backward")).toMatchObject({ weightTenKg: 500 });
});

test.for([
  ["50", 50],
  ["30 mph", 48.28032],
  ["KE:urban", 50],
  ["US:urban", 40],
  ["PT:motorway", 120],
  ["DE:zone:30", 30],
  ["none", 140],
  ["walk", 7],
  ["signals", undefined],
  ["0", undefined],
] as const)("a limit of %j is %s km/h", ([text, kmh]) => {
  expect(readSpeedKmh(text)).toBe(kmh);
});

test.for([
  ["45", 2_700],
  ["00:20", 1_200],
  ["1:30", 5_400],
  ["01:30:30", 5_430],
  ["PT1H30M", 5_400],
  ["PT20M", 1_200],
  ["PT", undefined],
  ["00:00", undefined],
  ["0", undefined],
  ["an hour", undefined],
  ["", undefined],
] as const)("a crossing of %j takes %s seconds", ([text, seconds]) => {
  expect(readDurationS(text)).toBe(seconds);
});

test.for([
  ["KE", 800],
  ["UG", 750],
  ["TZ", 750],
  ["RW", 600],
  ["BI", 550],
  ["PT", 700],
  ["US", 720],
  ["any", 700],
] as const)("in %s a primary road is driven at %i", ([country, speed]) => {
  expect(speedOf({}, { roadClass: "primary", direction: "forward", country })).toBe(speed);
});

test.for([
  ["RW:urban", 40],
  ["RW:rural", 80],
  ["BI:rural", 80],
] as const)("a zone of %j is %s km/h", ([text, kmh]) => {
  expect(readSpeedKmh(text)).toBe(kmh);
});

describe("a free road is driven", () => {
  const asked = { roadClass: "primary", direction: "forward", country: "KE" } as const;

  test.for([
    ["at its limit", { maxspeed: "60" }, 600],
    ["as its country drives", {}, 800],
    ["as a direction says", { maxspeed: "60", "maxspeed:forward": "40" }, 400],
    ["slower on gravel", { surface: "gravel" }, 450],
    ["slower on a bad surface", { maxspeed: "80", smoothness: "very_bad" }, 200],
    ["slower on a ramp", { highway: "primary_link" }, 480],
    ["slower in a roundabout", { junction: "roundabout" }, 350],
  ] as const)("%s", ([, tags, speed]) => {
    expect(speedOf(tags, asked)).toBe(speed);
  });
});

test.for([
  ["nothing", { maxspeed: "80" }, 0],
  ["60", { "maxspeed:hgv": "60" }, 600],
  ["as a direction says", { "maxspeed:hgv": "60", "maxspeed:hgv:forward": "40" }, 400],
  ["the least of two", { "maxspeed:hgv": "60", "maxspeed:goods": "50" }, 500],
  ["in miles", { "maxspeed:hgv": "40 mph" }, 644],
  ["by weight", { "maxspeed:conditional": "60 @ (weight>3.5)" }, 600],
  ["by weight in kilograms", { "maxspeed:conditional": "60 @ (weight > 7500 kg)" }, 600],
  ["nothing to lorries of 40 t alone", { "maxspeed:conditional": "60 @ (weight>38)" }, 0],
  ["nothing by the hour", { "maxspeed:conditional": "30 @ (Mo-Fr 07:00-09:00)" }, 0],
  ["nothing in the rain", { "maxspeed:hgv": "signals", "maxspeed:conditional": "60 @ wet" }, 0],
] as const)("a sign tells lorries %s", ([, tags, speed]) => {
  expect(lorrySpeedOf(tags, "forward")).toBe(speed);
});

test.for([
  [{ barrier: "bollard" }, { car: "no", hgv: "no", motorcycle: "no" }],
  [
    { barrier: "bollard", motorcycle: "yes" },
    { car: "no", hgv: "no", motorcycle: "yes" },
  ],
  [
    { barrier: "lift_gate", motorcycle: "no" },
    { car: "yes", hgv: "yes", motorcycle: "no" },
  ],
  [{ barrier: "bollard", motor_vehicle: "yes" }, undefined],
  [{ barrier: "gate" }, undefined],
  [
    { barrier: "gate", access: "private" },
    { car: "destination", hgv: "destination", motorcycle: "destination" },
  ],
  [
    { barrier: "gate", access: "no" },
    { car: "no", hgv: "no", motorcycle: "no" },
  ],
  [
    { barrier: "lift_gate", hgv: "no" },
    { car: "yes", hgv: "no", motorcycle: "yes" },
  ],
  [{ barrier: "toll_booth" }, { car: "yes", hgv: "yes", motorcycle: "yes" }],
  [{ barrier: "toll_booth", toll: "no" }, undefined],
  [{ barrier: "border_control" }, { car: "yes", hgv: "yes", motorcycle: "yes" }],
  [
    { barrier: "height_restrictor", maxheight: "2.1" },
    { car: "yes", hgv: "yes", motorcycle: "yes" },
  ],
  [{ highway: "crossing" }, undefined],
] as const)("%j lets by %j", ([tags, passes]) => {
  expect(barrierOf(tags)?.passes).toEqual(passes);
});

describe("one direction of a way", () => {
  const asked = { direction: "forward", country: "any" } as const;
  const flagsOf = (tags: Readonly<Record<string, string>>) =>
    readRoad({ highway: "primary", ...tags }, asked)?.flags;

  test.for([
    [{ toll: "yes" }, WAY_FLAGS.toll | WAY_FLAGS.hgvToll | WAY_FLAGS.motorcycleToll],
    [{ toll: "yes", "toll:motorcycle": "no" }, WAY_FLAGS.toll | WAY_FLAGS.hgvToll],
    [{ "toll:hgv": "yes" }, WAY_FLAGS.hgvToll],
    [{ hazmat: "no" }, WAY_FLAGS.noHazard],
    [{ "hazmat:C": "no" }, WAY_FLAGS.noHazard],
    [{ tunnel: "yes" }, WAY_FLAGS.tunnel],
    [{ surface: "murram" }, WAY_FLAGS.unpaved],
    [{ surface: "asphalt" }, 0],
    [{ highway: "track" }, WAY_FLAGS.unpaved],
    [{ hgv: "no" }, WAY_FLAGS.noHgv],
    [{ hgv: "local" }, WAY_FLAGS.hgvDestination],
    [{ motorcar: "destination" }, WAY_FLAGS.destination],
    [{ motorcar: "no" }, WAY_FLAGS.noCar],
    [
      { vehicle: "no", hgv: "destination" },
      WAY_FLAGS.noCar | WAY_FLAGS.hgvDestination | WAY_FLAGS.noMotorcycle,
    ],
    [{ motorcycle: "no" }, WAY_FLAGS.noMotorcycle],
    [{ motorcycle: "destination" }, WAY_FLAGS.motorcycleDestination],
    [{ access: "no", motorcycle: "yes" }, WAY_FLAGS.noCar | WAY_FLAGS.noHgv],
    [{ highway: "path", motorcycle: "yes", surface: "paved" }, WAY_FLAGS.noCar | WAY_FLAGS.noHgv],
    [{ oneway: "-1", "oneway:motorcycle": "no" }, WAY_FLAGS.noCar | WAY_FLAGS.noHgv],
  ] as const)("%j sets the flags %i", ([tags, flags]) => {
    expect(flagsOf(tags)).toBe(flags);
  });

  test("that is closed to everybody is no road", () => {
    expect(readRoad({ highway: "primary", access: "no" }, asked)).toBeUndefined();
    expect(readRoad({ highway: "primary", oneway: "-1" }, asked)).toBeUndefined();
  });

  test("a lorry ban above a weight is a limit of weight", () => {
    const tags = { highway: "primary", "hgv:conditional": "no @ (weight>7.5)" };
    expect(readRoad(tags, asked)?.limits.weightTenKg).toBe(750);
    expect(ROAD_CLASSES[readRoad(tags, asked)!.roadClass]).toBe("primary");
  });
});

const SUNDAYS = { "motor_vehicle:conditional": "no @ (Su)" };
const NIGHTS = { "hgv:conditional": "no @ (22:00-06:00)" };

test.for([
  [SUNDAYS, { Su: ["car", "hgv", "motorcycle"] }],
  [{ ...SUNDAYS, hgv: "yes" }, { Su: ["car", "motorcycle"] }],
  [{ ...SUNDAYS, goods: "delivery", motorcycle: "no" }, { Su: ["car"] }],
  [{ ...SUNDAYS, hgv: "yes", motorcar: "yes", motorcycle: "yes" }, {}],
  // A sign that is no nearer, or says nothing known, or speaks of one direction, leaves it as it is.
  [{ ...SUNDAYS, motor_vehicle: "yes" }, { Su: ["car", "hgv", "motorcycle"] }],
  [{ ...SUNDAYS, access: "yes", vehicle: "yes" }, { Su: ["car", "hgv", "motorcycle"] }],
  [{ ...SUNDAYS, hgv: "sometimes" }, { Su: ["car", "hgv", "motorcycle"] }],
  [{ ...SUNDAYS, "hgv:forward": "yes" }, { Su: ["car", "hgv", "motorcycle"] }],
  [
    { ...SUNDAYS, "hgv:forward": "yes", "hgv:backward": "destination" },
    { Su: ["car", "motorcycle"] },
  ],
  [
    { ...SUNDAYS, ...NIGHTS, hgv: "yes" },
    { Su: ["car", "motorcycle"], "22:00-06:00": ["hgv"] },
  ],
  [{ ...NIGHTS, access: "yes", goods: "yes" }, { "22:00-06:00": ["hgv"] }],
  [{ "access:conditional": "yes @ (Su)", hgv: "no" }, { Su: ["car", "motorcycle"] }],
  [{ "hgv:conditional": "no @ (weight>7.5)" }, {}],
] as const)("%j binds by the hour %j", ([tags, expected]) => {
  const bound = conditionsOf(tags).map(({ when, binds }) => [when, binds]);
  expect(Object.fromEntries(bound)).toEqual(expected);
});

test.for([
  [
    { restriction: "no_left_turn" },
    [{ kind: "no", uTurn: false, binds: ["car", "hgv", "motorcycle"] }],
  ],
  [
    { restriction: "no_left_turn", except: "motorcycle" },
    [{ kind: "no", uTurn: false, binds: ["car", "hgv"] }],
  ],
  [{ "restriction:motorcycle": "no_u_turn" }, [{ kind: "no", uTurn: true, binds: ["motorcycle"] }]],
  [
    { "restriction:motorcycle:conditional": "no_u_turn @ (22:00-06:00)" },
    [{ kind: "no", uTurn: true, binds: ["motorcycle"], when: "22:00-06:00" }],
  ],
  [
    { restriction: "only_straight_on", except: "hgv;psv" },
    [{ kind: "only", binds: ["car", "motorcycle"] }],
  ],
  [{ restriction: "no_u_turn", except: "motor_vehicle" }, []],
  [{ restriction: "no_u_turn", except: "motorcar;hgv" }, [{ kind: "no", binds: ["motorcycle"] }]],
  [{ "restriction:hgv": "no_right_turn" }, [{ kind: "no", binds: ["hgv"] }]],
  [{ "restriction:bicycle": "no_right_turn" }, []],
  [{ restriction: "no_left_turn_perhaps" }, []],
  [
    { "restriction:conditional": "no_u_turn @ (Mo-Fr 07:00-09:00)" },
    [{ kind: "no", uTurn: true, when: "Mo-Fr 07:00-09:00" }],
  ],
  [
    {
      restriction: "no_entry",
      day_on: "Monday",
      day_off: "Friday",
      hour_on: "7:00",
      hour_off: "9:00",
    },
    [{ kind: "no", when: "Mo-Fr 7:00-9:00" }],
  ],
] as const)("%j means %j", ([tags, expected]) => {
  const found = restrictionsOf(tags);
  expect(found).toHaveLength(expected.length);
  expect(found).toMatchObject(expected);
});
