import { describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import type { Drive } from "./drive.ts";
import { openRouter, type RouteAnswer, type RouteAsked } from "./open-router.ts";
import { openRoads } from "./roads.ts";
import { sayObstacle } from "./say-obstacle.ts";
import { sayStep } from "./say-step.ts";

const { car, truck } = USUAL_VEHICLES;
const TALL = { ...truck, heightCm: 420 };

/**
 * A town of two streets from west to east, the southern one shorter to everything, joined at both ends:
 * 0,0 – 10,0 and 0,2 – 10,2.
 */
const SOUTH: TownRoad = { over: ["0,0", "5,0", "10,0"], tags: { name: "South Street" } };
const NORTH: TownRoad = { over: ["0,2", "5,2", "10,2"], tags: { name: "North Street" } };
const WEST: TownRoad = { over: ["0,0", "0,2"], tags: { name: "West Lane" } };
const EAST: TownRoad = { over: ["10,0", "10,2"], tags: { name: "East Lane" } };
const LEAD_IN: TownRoad = { over: ["-3,0", "0,0"], tags: { name: "Lead In" } };
const LEAD_OUT: TownRoad = { over: ["10,0", "13,0"], tags: { name: "Lead Out" } };

const stop = (block: string) => ({ position: blockAt(block) });
const ACROSS: RouteAsked = { stops: [stop("-2,0"), stop("12,0.1")] };

async function ask(
  roads: readonly TownRoad[],
  { asked = ACROSS, drive = {} }: { asked?: RouteAsked; drive?: Partial<Drive> } = {},
): Promise<RouteAnswer> {
  const map = await townMap(roads);
  return openRouter(openRoads(map), { vehicle: car, unit: "distance", ...drive }).route(asked);
}

function told(answer: RouteAnswer, language: "en" | "sw" = "en"): readonly string[] {
  if (!("routes" in answer)) return whyNot(answer);
  const [{ legs }] = answer.routes;
  return legs.flatMap(({ steps }) => steps.map((step) => sayStep(step, language)));
}

function whyNot(answer: Exclude<RouteAnswer, { routes: unknown }>): readonly string[] {
  if (!("obstacles" in answer)) return [String(answer.facts["why"])];
  const said = answer.obstacles.map((each) => sayObstacle(each, { kind: "truck", language: "en" }));
  return said.length === 0 ? [answer.why] : said;
}

const TOWN = [SOUTH, NORTH, WEST, EAST, LEAD_IN, LEAD_OUT];

describe("U100: a route through a town", () => {
  test("is told as a driver would be told, to the side on which one arrives", async () => {
    expect(told(await ask(TOWN))).toEqual(["Head east on Lead In", "Arrive: it is on the left"]);
  });

  test("is told in Swahili as well", async () => {
    const asked = { stops: [stop("5,0"), stop("5,2")] };
    expect(told(await ask(TOWN, { asked }), "sw")).toEqual([
      expect.stringMatching(/^Elekea (mashariki|magharibi) kwenye South Street$/),
      expect.stringMatching(/^Pinda (kushoto|kulia) uingie (East|West) Lane$/),
      expect.stringMatching(/^Pinda (kushoto|kulia) uingie North Street$/),
      "Umefika",
    ]);
  });

  test("adds up: the steps, the legs and the line are as long as the route", async () => {
    const answer = await ask(TOWN, { asked: { stops: [stop("-2,0"), stop("5,2"), stop("12,0")] } });
    if (!("routes" in answer)) expect.unreachable("the town is open");
    const [{ legs, distanceCm, durationDs, cost, line }] = answer.routes;
    const steps = legs.flatMap((leg) => leg.steps);
    expect(legs).toHaveLength(2);
    expect(steps.reduce((sum, step) => sum + step.distanceCm, 0)).toBe(distanceCm);
    expect(steps.reduce((sum, step) => sum + step.durationDs, 0)).toBe(durationDs);
    expect(cost).toBe(distanceCm);
    expect([line[0], line.at(-1)]).toEqual([
      { lat: 0, lng: -17_986 },
      { lat: 0, lng: 107_916 },
    ]);
  });

  test("goes once round a roundabout, counting exits", async () => {
    const circle = { over: ["0,0", "1,-1", "2,0", "1,1", "0,0"], tags: { junction: "roundabout" } };
    const arms = [
      ["-3,0", "0,0"],
      ["1,-1", "1,-4"],
      ["2,0", "5,0"],
      ["1,1", "1,4"],
    ];
    const roads = arms.map((over, i) => ({ over, tags: { name: `Arm ${i}` } }));
    const asked = { stops: [stop("-2,0"), stop("1,3")] };
    expect(told(await ask([circle, ...roads], { asked }))).toEqual([
      "Head east on Arm 0",
      "At the roundabout take the 3rd exit onto Arm 3",
      "Arrive",
    ]);
  });

  test("says fork, bend and way back in their own words", async () => {
    const fork = [
      { over: ["0,0", "5,0"], tags: { name: "Stem" } },
      { over: ["5,0", "10,0.5"], tags: { name: "Left Branch" } },
      { over: ["5,0", "10,-0.5"], tags: { name: "Right Branch" } },
    ];
    const asked = { stops: [stop("1,0"), stop("9,-0.4")] };
    expect(told(await ask(fork, { asked }))[1]).toBe("Keep right onto Right Branch");
  });
});

describe("C6: a truck that may not pass", () => {
  const low = { ...SOUTH, tags: { ...SOUTH.tags, maxheight: "3.8" } };
  const drive = { vehicle: TALL };

  test("is sent round", async () => {
    expect(told(await ask([low, NORTH, WEST, EAST, LEAD_IN, LEAD_OUT], { drive }))).toContain(
      "Turn right onto North Street",
    );
  });

  test("hears of the one limit that binds, with both figures, where there is no way round", async () => {
    expect(told(await ask([low, LEAD_IN, LEAD_OUT], { drive }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
    ]);
  });

  test("hears of no limit that does not matter", async () => {
    const lowNorth = { ...NORTH, tags: { ...NORTH.tags, maxheight: "3" } };
    const shut = { ...LEAD_OUT, tags: { ...LEAD_OUT.tags, hgv: "no" } };
    const all = [SOUTH, lowNorth, WEST, EAST, LEAD_IN, shut, { over: ["13,0", "20,0"] }];
    const asked = { stops: [stop("-2,0"), stop("18,0")] };
    expect(told(await ask(all, { drive, asked }))).toEqual([
      "no heavy vehicles on way 6 'Lead Out'",
    ]);
  });

  test("hears of one long road that is low rather than of three yards on the way round", async () => {
    const long = { ...low, over: ["0,0", "2,0", "4,0", "5,0", "6,0", "8,0", "10,0"] };
    const lanes = ["2,0", "4,0", "6,0", "8,0"].map((block) => ({ over: [block, `${block}.3`] }));
    const shut = [WEST, NORTH, EAST].map((road) => {
      return { ...road, tags: { ...road.tags, hgv: "no" } };
    });
    expect(told(await ask([long, LEAD_IN, LEAD_OUT, ...shut, ...lanes], { drive }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
    ]);
  });

  test("hears of every obstacle that must go, and of none that may stay", async () => {
    const shut = { ...LEAD_OUT, tags: { ...LEAD_OUT.tags, hgv: "no" } };
    const lowNorth = { ...NORTH, tags: { ...NORTH.tags, maxheight: "3" } };
    const all = [low, lowNorth, WEST, EAST, LEAD_IN, shut, { over: ["13,0", "20,0"] }];
    const asked = { stops: [stop("-2,0"), stop("18,0")] };
    expect(told(await ask(all, { drive, asked }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
      "no heavy vehicles on way 6 'Lead Out'",
    ]);
  });

  test("hears of all that closes the one road he needs", async () => {
    const both = { ...low, tags: { ...low.tags, maxwidth: "2.5", toll: "yes" } };
    const wish = { ...drive, avoid: { tolls: true } };
    expect(told(await ask([both, LEAD_IN, LEAD_OUT], { drive: wish }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
      "width limit 2.5 m on way 1 'South Street', truck 2.55 m",
      "toll, to be avoided on way 1 'South Street'",
    ]);
  });

  test("hears of the hour, and passes at another", async () => {
    const night = { ...SOUTH, tags: { ...SOUTH.tags, "hgv:conditional": "no @ (22:00-06:00)" } };
    const at = (hour: number) =>
      ask([night, LEAD_IN, LEAD_OUT], {
        drive: { vehicle: truck, moment: { weekday: 0, minute: hour * 60 } },
      });
    expect(told(await at(23))).toEqual([
      "closed at this hour (22:00-06:00) on way 1 'South Street'",
    ]);
    expect(await at(12)).toHaveProperty("routes");
  });

  test("hears of the bridge on his way, and not of the one beyond the hills", async () => {
    // Along South Street he meets three side streets, over the hills none.
    const sides = ["2", "5", "8"].map((at) => ({ over: [`${at},0`, `${at},-2`] }));
    const hills = { over: ["0,0", "5,30", "10,0"], tags: { name: "Hill Road", maxheight: "3.5" } };
    expect(told(await ask([low, LEAD_IN, LEAD_OUT, hills, ...sides], { drive }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
    ]);
  });

  test("hears of the bridge that stays low in the hours that are his", async () => {
    const tags = { ...low.tags, hgv: "no", "hgv:conditional": "yes @ (19:00-06:00)" };
    const night = { vehicle: TALL, moment: { weekday: 0, minute: 23 * 60 } };
    const roads = [{ ...SOUTH, tags }, LEAD_IN, LEAD_OUT];
    expect(told(await ask(roads, { drive: night }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
    ]);
  });

  test("hears of the hours of now, where there are several", async () => {
    const tags = { ...SOUTH.tags, "hgv:conditional": "no @ (07:00-09:00); no @ (16:00-19:00)" };
    const rush = { vehicle: truck, moment: { weekday: 0, minute: 17 * 60 } };
    expect(told(await ask([{ ...SOUTH, tags }, LEAD_IN, LEAD_OUT], { drive: rush }))).toEqual([
      "closed at this hour (16:00-19:00) on way 1 'South Street'",
    ]);
  });

  test("has a yard of its own, which cars hear is not for them", async () => {
    const forTrucks = { ...SOUTH, tags: { ...SOUTH.tags, motor_vehicle: "no", hgv: "yes" } };
    const roads = [forTrucks, LEAD_IN, LEAD_OUT];
    expect(await ask(roads, { drive: { vehicle: truck } })).toHaveProperty("routes");
    expect(told(await ask(roads))).toEqual([expect.stringContaining("way 1 'South Street'")]);
    expect(await ask(roads)).toMatchObject({ obstacles: [{ limit: "no-car" }] });
  });

  test("has business in a street at some hours only, and else passes", async () => {
    const tags = { ...SOUTH.tags, "hgv:conditional": "destination @ (07:00-19:00)" };
    const at = async (hour: number) => {
      const then = { vehicle: truck, moment: { weekday: 0, minute: hour * 60 } };
      return told(await ask([{ ...SOUTH, tags }, ...TOWN.slice(1)], { drive: then }));
    };
    expect(await at(12)).toContain("Turn right onto North Street");
    expect(await at(20)).not.toContain("Turn right onto North Street");
  });

  test("hears what closes the only road at its goal", async () => {
    const asked = { stops: [stop("-2,0"), { ...stop("5,0"), withinM: 100 }] };
    expect(told(await ask([low, LEAD_IN], { drive, asked }))).toEqual([
      "height limit 3.8 m on way 1 'South Street', truck 4.2 m",
    ]);
  });
});

describe("whoever would rather not", () => {
  const toll = { ...SOUTH, tags: { ...SOUTH.tags, toll: "yes" } };
  const roads = [toll, NORTH, WEST, EAST, LEAD_IN, LEAD_OUT];
  const area = {
    southWest: { lat: -1_000, lng: 20_000 },
    northEast: { lat: 1_000, lng: 30_000 },
  };

  test.for([
    ["pay a toll", { tolls: true }],
    ["see a quarter", { areas: [area] }],
  ] as const)("%s is sent round, at once and after the next fitting alike", async ([, avoid]) => {
    const atOnce = await ask(roads, { asked: { ...ACROSS, avoid } });
    expect(told(atOnce)).toContain("Turn right onto North Street");
    expect(await ask(roads, { drive: { avoid } })).toEqual(atOnce);
  });

  test("pay a toll is sent round over many stops as well", async () => {
    const stops = Array.from({ length: 24 }, (_, i) => stop(i % 2 === 0 ? "-2,0" : "12,0"));
    const avoid = { tolls: true };
    const atOnce = await ask(roads, { asked: { stops, avoid } });
    expect(told(atOnce).filter((said) => said.endsWith("onto North Street"))).toHaveLength(23);
    expect(await ask(roads, { asked: { stops }, drive: { avoid } })).toEqual(atOnce);
  });

  test("drive what is closed is told so, where it is the only road", async () => {
    const map = await townMap([SOUTH, LEAD_IN, LEAD_OUT]);
    const closed = new Set(
      [...map.graph.way.keys()].filter((arc) => map.graph.ways.osmId[map.graph.way[arc]!] === 1),
    );
    const answer = openRouter(openRoads(map), { vehicle: car, unit: "time" }).route({
      ...ACROSS,
      avoid: { closed },
    });
    expect(told(answer)).toEqual(["closed on way 1 'South Street'"]);
  });

  test("is told when nothing joins two places, and when there is no road at all", async () => {
    const island = { over: ["100,100", "110,100"] };
    const asked = { stops: [stop("-2,0"), stop("105,100")] };
    expect(told(await ask([...TOWN, island], { asked }))).toEqual(["apart"]);
    const far = { stops: [stop("105,100"), stop("-2,0")] };
    expect(told(await ask([...TOWN, island], { asked: far }))).toEqual(["apart"]);
    const sea = { stops: [stop("-2,0"), stop("900,900")] };
    expect(await ask(TOWN, { asked: sea })).toMatchObject({ refused: "no-road-near", stop: 1 });
  });
});

describe("whoever stands beside a yard that no road joins", () => {
  /** Two hundred metres north of the southern street, and nearer to everything around it. */
  const YARD: TownRoad = { over: ["3,0.5", "4,0.5"], tags: { highway: "service", name: "Yard" } };
  const FAR_YARD: TownRoad = { over: ["3,-5", "4,-5"], tags: { name: "Far Yard" } };
  const names = (answer: RouteAnswer) =>
    "routes" in answer
      ? answer.routes[0].legs.map(({ steps }) => steps.at(-1)!.name)
      : whyNot(answer);

  test("is met on the next road that leads somewhere", async () => {
    const asked = { stops: [stop("-2,0"), stop("3.5,0.6"), stop("12,0")] };
    expect(names(await ask([...TOWN, YARD], { asked }))).toEqual(["South Street", "Lead Out"]);
  });

  test("is met there as well if one may leave the yard and never enter it", async () => {
    const gate = { over: ["4,0.5", "5,0"], tags: { oneway: "yes", highway: "service" } };
    const asked = { stops: [stop("-2,0"), stop("3.5,0.6")] };
    expect(names(await ask([...TOWN, YARD, gate], { asked }))).toEqual(["South Street"]);
    const out = { stops: [stop("3.2,0.6"), stop("12,0")] };
    const answer = await ask([...TOWN, YARD, gate], { asked: out });
    expect("routes" in answer && answer.routes[0].legs[0]!.steps[0]!.name).toBe("Yard");
  });

  test("stays there as long as all stops do", async () => {
    const asked = { stops: [stop("3.1,0.6"), stop("3.9,0.6")] };
    expect(names(await ask([...TOWN, YARD], { asked }))).toEqual(["Yard"]);
  });

  test("is not sent to a road that is more than three hundred metres farther", async () => {
    const asked = { stops: [stop("-2,0"), stop("3.5,-5")] };
    expect(names(await ask([...TOWN, FAR_YARD], { asked }))).toEqual(["apart"]);
  });

  test("hears of the limit instead where one keeps him in", async () => {
    const gate = { over: ["4,0.5", "5,0"], tags: { maxheight: "3", name: "Gate" } };
    const asked = { stops: [stop("-2,0"), stop("3.5,0.6")] };
    const drive = { vehicle: TALL };
    expect(told(await ask([...TOWN, YARD, gate], { asked, drive }))).toEqual([
      "height limit 3 m on way 8 'Gate', truck 4.2 m",
    ]);
  });
});
