import type { RouteFound } from "@msafara/domain";
import { assert, isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import {
  MOMBASA,
  NAIROBI,
  NAKURU,
  openGoogle,
  routeQuestion,
  stopsInLine,
} from "./specs/open-google.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function found<Answer extends object>(answer: Answer): Exclude<Answer, { refused: string }> {
  assert(!isRefusal(answer), "there is a way");
  return answer as Exclude<Answer, { refused: string }>;
}

function bestOf({ routes }: RouteFound): RouteFound["routes"][0] {
  return routes[0];
}

describe("the way that Google finds", () => {
  test("arrives when the traffic of its hour lets it, and says whose map it is", async () => {
    const { world, google } = await openGoogle();
    const asked = found(await google.route(routeQuestion()));
    expect(asked).toMatchObject({ source: "google", attribution: "Google Maps", notes: [] });
    const { legs, distanceM, durationS, confidence, polyline } = bestOf(asked);
    const [leg] = legs;
    expect(distanceM).toBeGreaterThan(500_000);
    expect(leg).toMatchObject({ distanceM, durationS, steps: [] });
    expect(leg?.arriveAt).toBe(world.now() + durationS * 1_000);
    expect(leg?.arriveBy).toBeGreaterThan(leg?.arriveAt ?? 0);
    expect(confidence).toBe("some");
    expect(polyline.length).toBeGreaterThan(50);
  });

  test("takes longer at the hour when all drive", async () => {
    const { world, google } = await openGoogle();
    const tomorrow = Math.ceil(world.now() / DAY_MS) * DAY_MS;
    const night = found(await google.route(routeQuestion({ departAt: tomorrow })));
    const rush = found(await google.route(routeQuestion({ departAt: tomorrow + 5 * HOUR_MS })));
    expect(bestOf(rush).durationS).toBeGreaterThan(1.3 * bestOf(night).durationS);
  });

  test("departs now, whoever asks for a departure in the past", async () => {
    const { world, google, standIn } = await openGoogle();
    await world.move(10 * HOUR_MS + 7 * 60_000);
    found(await google.route(routeQuestion({ departAt: world.now() - HOUR_MS })));
    const [asked] = standIn.asked();
    const departAt = Number(asked?.params["departure_time"]) * 1_000;
    expect(departAt).toBeGreaterThanOrEqual(world.now());
    expect(departAt).toBeLessThan(world.now() + 60_000);
  });

  test("tells what to do at each turn, in plain words and in either language", async () => {
    const { google } = await openGoogle();
    const texts = async (steps: "en" | "sw") =>
      bestOf(found(await google.route(routeQuestion({ steps })))).legs.flatMap((leg) =>
        leg.steps.map(({ text }) => text),
      );
    expect(await texts("en")).toEqual([
      "Head out on Mombasa Road",
      "Turn left onto Sokoine Road Toll road",
      "Continue on Mombasa Road",
    ]);
    expect(await texts("sw")).toContain("Pinda kushoto kuingia Sokoine Road Barabara ya kulipia");
  });

  test("has others beside it where they were asked for", async () => {
    const { google } = await openGoogle();
    const { routes } = found(await google.route(routeQuestion({ alternatives: true })));
    expect(routes).toHaveLength(3);
    expect(new Set(routes.map(({ polyline }) => polyline)).size).toBe(3);
  });

  test("avoids what it can, and is longer for it", async () => {
    const { google, standIn } = await openGoogle();
    const plain = found(await google.route(routeQuestion()));
    const avoid = { tolls: true, ferries: true };
    const other = found(await google.route(routeQuestion({ avoid })));
    expect(bestOf(other).distanceM).toBeGreaterThan(bestOf(plain).distanceM);
    expect(standIn.asked().at(-1)?.params["avoid"]).toBe("tolls|ferries");
  });

  test("counts in how long one stays, and says that it knows no traffic between stops", async () => {
    const { google } = await openGoogle();
    const stops = [
      { position: NAKURU, stayS: 600 },
      { position: NAIROBI, stayS: 1_800 },
      { position: MOMBASA },
    ];
    const departAt = DAY_MS;
    const answer = found(await google.route(routeQuestion({ stops, departAt })));
    const [first, second] = bestOf(answer).legs;
    assert(first !== undefined && second !== undefined, "two parts have three stops");
    expect(first.arriveAt).toBe(departAt + (600 + first.durationS) * 1_000);
    expect(second.arriveAt).toBe(first.arriveAt + (1_800 + second.durationS) * 1_000);
    expect(answer.notes).toEqual(["eta-may-be-less-accurate"]);
    expect(bestOf(answer).confidence).toBe("little");
  });

  test("over more stops than fit one question is asked in parts, and drawn as one", async () => {
    const { google, standIn } = await openGoogle();
    const stops = stopsInLine(60);
    const answer = found(await google.route(routeQuestion({ stops })));
    expect(standIn.asked()).toHaveLength(3);
    const { legs, distanceM } = bestOf(answer);
    expect(legs).toHaveLength(59);
    expect(legs.reduce((sum, leg) => sum + leg.distanceM, 0)).toBe(distanceM);
    const times = legs.map(({ arriveAt }) => arriveAt);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});

describe("what Google does not know", () => {
  test.for([
    ["the height of a truck", { vehicle: { kind: "truck", heightM: 4.2 } }],
    ["what is closed to motorcycles", { vehicle: { kind: "motorcycle" } }],
    ["its hazard", { vehicle: { kind: "truck", isHazardous: true } }],
    ["the shortest way", { optimize: "distance" }],
    ["an area to avoid", { avoid: { areas: [{ southWest: MOMBASA, northEast: NAIROBI }] } }],
    ["the side of a road", { stops: [{ position: NAIROBI, kerb: "left" }, { position: MOMBASA }] }],
  ] as const)("is left to others instead of ignored: %s", async ([, spoil]) => {
    const { google, standIn } = await openGoogle();
    const answer = google.route(routeQuestion(spoil));
    await expect(answer).rejects.toMatchObject({ code: "google-cannot", retry: false });
    expect(standIn.asked()).toEqual([]);
  });

  test("is not a truck of the usual size: it drives as cars do, and is trusted little", async () => {
    const { google } = await openGoogle();
    const vehicle = { kind: "truck", isHazardous: false, heightM: undefined } as const;
    const answer = found(await google.route(routeQuestion({ vehicle })));
    expect(bestOf(answer).confidence).toBe("little");
  });
});

describe("a matrix by Google", () => {
  const drive = { vehicle: { kind: "truck" }, optimize: "time" } as const;

  test("is put together from blocks as if it were one", async () => {
    const { google, standIn } = await openGoogle();
    const places = stopsInLine(31).map(({ position }) => position);
    const matrix = found(
      await google.matrix({ ...drive, origins: places.slice(0, 7), destinations: places }),
    );
    expect(matrix.distanceM).toHaveLength(7);
    expect(standIn.asked().length).toBeGreaterThan(1);
    for (const [i, row] of matrix.distanceM.entries()) {
      expect(row).toHaveLength(31);
      // Along a line to the west, farther means farther, and oneself is nowhere else.
      expect(row[i]).toBe(0);
      for (let j = i + 1; j < row.length; j++) expect(row[j]).toBeGreaterThan(row[j - 1] ?? 0);
    }
    expect(matrix.durationS[0]?.[30]).toBeGreaterThan(matrix.durationS[0]?.[1] ?? 0);
  });

  test("has nothing where no way leads", async () => {
    const rules = [{ meets: "ZERO_RESULTS", about: "distancematrix" }] as const;
    const { google } = await openGoogle({ luck: { rules } });
    const places = [NAIROBI, MOMBASA];
    const matrix = await google.matrix({ ...drive, origins: places, destinations: places });
    expect(matrix).toMatchObject({
      distanceM: [
        [null, null],
        [null, null],
      ],
      notes: [],
    });
  });

  test("of nothing costs nothing", async () => {
    const { google, standIn } = await openGoogle();
    const empty = await google.matrix({ ...drive, origins: [], destinations: [NAIROBI] });
    expect(empty).toMatchObject({ distanceM: [], durationS: [] });
    expect(standIn.asked()).toEqual([]);
  });
});

describe("names by Google", () => {
  test("are found in the country that is meant, the likeliest first", async () => {
    const { google, standIn } = await openGoogle();
    const answer = found(await google.geocode({ text: " Mombasa ", near: NAIROBI, limit: 3 }));
    expect(answer.places[0]).toMatchObject({ kind: "place", name: "Mombasa, Kenya" });
    expect(answer.places[0]?.position).toEqual(MOMBASA);
    expect(standIn.asked()[0]?.params).toMatchObject({ region: "ke", address: "Mombasa" });
    const scores = answer.places.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  });

  test("that nobody bears lead nowhere, and no name is not asked for", async () => {
    const { google, standIn } = await openGoogle();
    expect(await google.geocode({ text: "Atlantis", limit: 5 })).toMatchObject({ places: [] });
    expect(await google.geocode({ text: "  ", limit: 5 })).toMatchObject({ places: [] });
    expect(standIn.asked()).toHaveLength(1);
  });

  test("of a point are told as one would tell them", async () => {
    const { google } = await openGoogle();
    const here = found(await google.reverse({ lat: -1.29, lng: 36.82 }));
    expect(here).toMatchObject({ name: "Mombasa Road, Nairobi", road: { name: "Mombasa Road" } });
    expect(here.place?.offM).toBeLessThan(1_000);
  });

  test("of a point in the sea there are none", async () => {
    const { google } = await openGoogle();
    expect(await google.reverse({ lat: -20, lng: 60 })).toMatchObject({ refused: "no-road-near" });
  });
});
