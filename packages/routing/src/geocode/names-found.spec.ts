import { crowFliesM, isRefusal } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { assembleRoads } from "../map/assemble-roads.ts";
import type { RoadMap } from "../map/road-map.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { townMap } from "../specs/map/town-map.ts";
import { type NameAsked, nameCorpus } from "../specs/name-corpus.ts";
import { editsBetween } from "./edits-between.ts";
import { type Geocoder, openGeocoder } from "./open-geocoder.ts";

const EACH = 100;
const UNHURRIED_MS = 60_000;

/** How many of a hundred are found first, and among the first five. */
function rates(geocoder: Geocoder, asked: readonly NameAsked[]) {
  const places = asked.map(({ text, name }) =>
    geocoder.search(text, { limit: 5 }).findIndex((found) => found.name === name),
  );
  const share = (count: number) => (100 * count) / asked.length;
  return {
    first: share(places.filter((place) => place === 0).length),
    five: share(places.filter((place) => place >= 0).length),
  };
}

/** What is held; a name that was only begun may be many. */
const FLOORS: Readonly<Record<string, readonly [first: number, five: number]>> = {
  "as it is": [97, 99],
  "no marks": [95, 98],
  "one letter": [93, 97],
  "one missing": [92, 96],
  "one too many": [95, 98],
  swapped: [93, 97],
  "word order": [90, 96],
  begun: [60, 80],
  shortened: [95, 98],
  "house number": [95, 98],
  "with its place": [95, 98],
  "place without a comma": [85, 95],
  capitals: [97, 99],
};

function holdFloors(map: RoadMap): void {
  const geocoder = openGeocoder(map);
  for (const [kind, asked] of nameCorpus(map, EACH)) {
    if (asked.length === 0) continue;
    const { first, five } = rates(geocoder, asked);
    const [firstMin, fiveMin] = FLOORS[kind]!;
    expect.soft(first, `${kind}: found first`).toBeGreaterThanOrEqual(firstMin);
    expect.soft(five, `${kind}: among the first five`).toBeGreaterThanOrEqual(fiveMin);
  }
}

describe("of a hundred names written in each way, nearly all are found", () => {
  test("on the generated map", { timeout: UNHURRIED_MS }, async () => {
    holdFloors(await corridorMap());
  });

  test.skipIf(!HAS_REAL_MAPS)(
    "in Nairobi (skipped where ../shared is not there)",
    { timeout: UNHURRIED_MS },
    async () => {
      const open = realMap("nairobi-overpass-0b493904.json");
      const map = await assembleRoads(open, { version: "nairobi", country: "KE" });
      if (isRefusal(map)) expect.unreachable(String(map.facts["why"]));
      holdFloors(map);
    },
  );
});

describe("a town with two Moi Avenues", () => {
  let geocoder: Geocoder;
  const FAR = { lat: 0, lng: 0.2 };

  beforeAll(async () => {
    const map = await townMap([
      { over: ["0,0", "1,0", "2,0"], tags: { name: "Moi Avenue" } },
      { over: ["1,-1", "1,0", "1,1"], tags: { name: "Kenyatta Avenue" } },
      { over: ["2,0", "200,0"], tags: { name: "Barabara Kuu" } },
      { over: ["200,0", "201,0"], tags: { name: "Moi Avenue" } },
      { over: ["201,0", "201,1"], tags: { name: "Mtaa wa Soko" } },
    ]);
    const place = { aliases: [], population: 0, lng: 0, lat: 0, kind: "town" } as const;
    const places = [
      { ...place, name: "Magharibi" },
      { ...place, name: "Mashariki Mji", lng: 1_800_000 },
    ];
    geocoder = openGeocoder({ ...map, places });
  });

  test.for([
    ["Moi Avenue, Magharibi", 0],
    ["moi ave, mashariki mji", 0.18],
    ["Moi Avenue Mashariki Mji", 0.18],
    ["12 Moi Avenue near Mashariki Mji", 0.18],
    ["Moi Avenue karibu na Magharibi", 0],
  ] as const)("%j is the one there", ([text, lng]) => {
    const [found] = geocoder.search(text);
    expect(found?.name).toBe("Moi Avenue");
    expect(crowFliesM(found!.position, { lat: 0, lng })).toBeLessThan(2_000);
  });

  test("where two streets cross is found by both their names", () => {
    for (const text of [
      "Moi Avenue & Kenyatta Avenue",
      "kenyata ave and moi ave",
      "Moi Ave na Kenyatta",
    ]) {
      const [found] = geocoder.search(text);
      expect(found?.name).toMatch(/ & /);
      expect(crowFliesM(found!.position, { lat: 0, lng: 0.000_899 })).toBeLessThan(5);
    }
  });

  test("streets that do not cross are found one by one", () => {
    const [found] = geocoder.search("Kenyatta Avenue & Mtaa wa Soko");
    expect(found?.name).not.toMatch(/ & /);
  });

  test.for([
    ["nothing", ""],
    ["signs alone", "!?,.;:&/()-- – …"],
    ["a truck", "🚛🚛🚛"],
    ["another script", "شارع موي"],
    ["words that JavaScript knows", "constructor __proto__ toString"],
    ["an and alone", " & "],
    ["half a letter", "\ud83d"],
  ])("%s finds nothing, and nothing breaks", ([, text = ""]) => {
    expect(geocoder.search(text, { near: FAR })).toEqual([]);
  });

  test("ten thousand letters are answered like the first of them", () => {
    expect(geocoder.search(`Kenyatta Avenue ${" ".repeat(10_000)}x`)[0]?.name).toBe(
      "Kenyatta Avenue",
    );
    expect(geocoder.search("a & ".repeat(2_500))).toBeDefined();
  });
});

test.for([
  ["wakiso", "wkaiso", 1],
  ["thika", "thika", 0],
  ["thika", "tika", 1],
  ["thika", "thyyka", 2],
  ["moi", "kenyatta", 3],
  ["", "ab", 2],
] as const)("from %j to %j it takes %i slips", ([one, other, edits]) => {
  expect(editsBetween(one, other, 2)).toBe(edits);
  expect(editsBetween(other, one, 2)).toBe(edits);
});
