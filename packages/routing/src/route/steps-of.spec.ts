import { describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import { openRouter } from "./open-router.ts";
import { openRoads } from "./roads.ts";
import { type RoadLanguage, sayStep } from "./say-step.ts";

/** What a driver hears between the start and the goal, in both languages. */
async function heard(roads: readonly TownRoad[], [from, to]: readonly [from: string, to: string]) {
  const router = openRouter(openRoads(await townMap(roads)), {
    vehicle: USUAL_VEHICLES.car,
    unit: "distance",
  });
  const answer = router.route({ stops: [from, to].map((block) => ({ position: blockAt(block) })) });
  if (!("routes" in answer)) return expect.unreachable("all these roads are open");
  const [{ legs, distanceCm }] = answer.routes;
  const { steps } = legs[0]!;
  expect(steps.reduce((sum, step) => sum + step.distanceCm, 0)).toBe(distanceCm);
  const say = (language: RoadLanguage) => steps.slice(1, -1).map((step) => sayStep(step, language));
  return [say("en"), say("sw")];
}

const road = (name: string, over: readonly string[], tags = {}): TownRoad => {
  return { over, tags: { name, ...tags } };
};
const OLD = road("Old Road", ["-9,0", "0,0"]);

test("whoever sets out in the middle of a bend hears where he heads there", async () => {
  const bend = road("Bend", ["0,0", "5,0", "5,5"]);
  const roads = openRoads(await townMap([bend]));
  const stops = ["5,1", "5,4"].map((block) => ({ position: blockAt(block) }));
  const answer = openRouter(roads, { vehicle: USUAL_VEHICLES.car, unit: "distance" }).route({
    stops,
  });
  if (!("routes" in answer)) return expect.unreachable("the bend is open");
  expect(sayStep(answer.routes[0].legs[0]!.steps[0]!, "en")).toBe("Head north on Bend");
});

describe("whoever goes straight on", () => {
  test("hears nothing where the road is called otherwise for a moment", async () => {
    const town = [OLD, road("New Road", ["0,0", "5,0"]), road("Lane", ["0,0", "0,5"])];
    expect(await heard(town, ["-8,0", "4,0"])).toEqual([[], []]);
  });

  test("hears the new name where he is to stay on it for a kilometre or more", async () => {
    const town = [OLD, road("New Road", ["0,0", "15,0"]), road("Lane", ["0,0", "0,5"])];
    expect(await heard(town, ["-8,0", "14,0"])).toEqual([
      ["Continue on New Road"],
      ["Endelea kwenye New Road"],
    ]);
  });

  test("hears it at once where the road that he was on turns off", async () => {
    const turns = { ...OLD, over: ["-9,0", "0,0", "0,5"] };
    expect(await heard([turns, road("New Road", ["0,0", "5,0"])], ["-8,0", "4,0"])).toEqual([
      ["Continue on New Road"],
      ["Endelea kwenye New Road"],
    ]);
  });

  test("hears nothing where a name comes or goes and the number stays", async () => {
    const a109 = { ref: "A109" };
    const town = [
      { ...OLD, tags: { ...OLD.tags, ...a109 } },
      { over: ["0,0", "20,0"], tags: a109 },
      road("Lane", ["0,0", "0,5"]),
    ];
    expect(await heard(town, ["-8,0", "19,0"])).toEqual([[], []]);
  });
});

describe("where a ramp leaves a highway", () => {
  const highway = road("Mombasa Road", ["-9,0", "0,0", "9,0"], {
    highway: "trunk",
    ref: "A109;AH",
  });
  const ramp = { over: ["0,0", "4,-1"], tags: { highway: "trunk_link", oneway: "yes" } };
  const airport = road("Airport Road", ["4,-1", "9,-3", "20,-8"]);

  test("whoever stays hears nothing", async () => {
    expect(await heard([highway, ramp, airport], ["-8,0", "8,0"])).toEqual([[], []]);
  });

  test("whoever leaves keeps to its side, and hears where it leads to", async () => {
    expect(await heard([highway, ramp, airport], ["-8,0", "19,-7.5"])).toEqual([
      ["Keep right onto Airport Road"],
      ["Kaa kulia uingie Airport Road"],
    ]);
  });

  test("whoever joins it hears its name and the first of its numbers", async () => {
    const slip = { over: ["-4,-2", "0,0"], tags: { highway: "trunk_link" } };
    expect(await heard([highway, slip], ["-3,-1.5", "8,0"])).toEqual([
      ["Bear right onto Mombasa Road (A109)"],
      ["Elekea kulia kidogo uingie Mombasa Road (A109)"],
    ]);
  });
});

describe("at a fork", () => {
  test("of two branches that are as straight, one is told which to keep to", async () => {
    const town = [OLD, road("Left", ["0,0", "9,1"]), road("Right", ["0,0", "9,-1"])];
    expect(await heard(town, ["-8,0", "8,0.9"])).toEqual([
      ["Keep left onto Left"],
      ["Kaa kushoto uingie Left"],
    ]);
  });

  test("of a road that splits, too", async () => {
    const town = [OLD, road("Old Road", ["0,0", "9,1"]), road("Old Road", ["0,0", "9,-1"])];
    expect(await heard(town, ["-8,0", "8,-0.9"])).toEqual([
      ["Keep right onto Old Road"],
      ["Kaa kulia uingie Old Road"],
    ]);
  });
});

describe("at a roundabout", () => {
  const circle = { over: ["0,0", "1,-1", "2,0", "1,1", "0,0"], tags: { junction: "roundabout" } };
  const town = [
    road("West", ["-5,0", "0,0"]),
    circle,
    road("South", ["1,-1", "1,-5"]),
    road("East", ["2,0", "6,0"]),
    road("North", ["1,1", "1,5"]),
  ];

  test.for([
    ["1,-4", "1st exit onto South", "njia ya 1 uingie South"],
    ["5,0", "2nd exit onto East", "njia ya 2 uingie East"],
    ["1,4", "3rd exit onto North", "njia ya 3 uingie North"],
  ] as const)("exits are counted to %s", async ([goal, english, swahili]) => {
    expect(await heard(town, ["-4,0", goal])).toEqual([
      [`At the roundabout take the ${english}`],
      [`Kwenye mzunguko, toka ${swahili}`],
    ]);
  });
});
