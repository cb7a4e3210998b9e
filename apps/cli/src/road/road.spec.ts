import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deskAt } from "../specs/open-office.ts";
import { runCommandLine } from "../run-command-line.ts";

/** Generating a map and fitting it takes a second, and many on a busy machine. */
const UNHURRIED = { timeout: 60_000 };

let stateFolder: string;
const said: string[] = [];

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "msafara-roads-"));
});
afterAll(async () => {
  await rm(stateFolder, { recursive: true });
});

async function ask(...words: readonly string[]) {
  const desk = { ...deskAt(undefined), stateFolder, say: (line: string) => void said.push(line) };
  return runCommandLine(words, desk);
}

describe("before any map is imported", UNHURRIED, () => {
  test("a way is found on generated roads, which are built once and say what they are", async () => {
    const { exitCode, lines } = await ask("route", "Nairobi", "Mombasa", "--alternatives");
    expect(exitCode).toBe(0);
    expect(lines[0]).toMatch(
      /^Nairobi – Mombasa, truck: \d{3}\.\d km, \d+ h \d+ min at the wheel$/,
    );
    expect(lines.at(-1)).toMatch(/^Map: Generated roads, not surveyed: never drive by them/);
    expect(said).toEqual(["No map is imported: generating one of East Africa, once"]);
    await ask("route", "Nairobi", "Mombasa");
    expect(said).toHaveLength(1);
  });

  test("a motorcycle has ways of its own, and is told what a vehicle may be", async () => {
    const { lines } = await ask("route", "Nairobi", "Mombasa", "--vehicle", "motorcycle");
    expect(lines[0]).toMatch(/^Nairobi – Mombasa, motorcycle: \d{3}\.\d km/);
    const { complaint } = await ask("route", "Nairobi", "Mombasa", "--vehicle", "ox");
    expect(complaint).toMatch(/one of motorcycle, car, van, truck/);
  });

  test("degrees south of the equator are a place like any other", async () => {
    const { lines } = await ask("route", "-1.2921,36.8219", "-4.0435,39.6682", "--vehicle", "car");
    expect(lines[0]).toMatch(/^-1\.2921,36\.8219 – -4\.0435,39\.6682, car: \d{3}\.\d km/);
  });

  test("programs get JSON alone, in Swahili if they like", async () => {
    const words = ["--vehicle", "truck", "--height", "4.2", "--avoid", "tolls,ferries"];
    const { lines } = await ask(
      "route",
      "Nairobi",
      "Kampala",
      "--json",
      "--language",
      "sw",
      ...words,
    );
    const { routes, source } = JSON.parse(lines.join("\n"));
    expect(source).toMatch(/^Generated/);
    expect(routes[0].steps.at(-1).says).toMatch(/^Umefika/);
    expect(routes[0].distanceM).toBeGreaterThan(400_000);
    // The API's `durationS` lasts until one arrives.
    expect(routes[0]).toHaveProperty("drivingS");
    expect(routes[0]).not.toHaveProperty("durationS");
  });

  test("a driver who reads Swahili is told all of it in Swahili", async () => {
    const swahili = ["--language", "sw"];
    const { lines } = await ask("route", "Nairobi", "Kisumu", "--alternatives", ...swahili);
    expect(lines[0]).toMatch(
      /^Nairobi – Kisumu, lori: \d{3}\.\d km, saa \d+ dakika \d+ kwenye usukani$/,
    );
    expect(lines.at(-1)).toMatch(/^Ramani: Barabara za kubuniwa, .* GeoNames, CC BY 4\.0$/);
    expect(lines.join("\n")).toMatch(/^Au \d+\.\d km, saa \d+ dakika \d+ kwenye usukani kwa /m);
    const island = await ask("route", "Nairobi", "Zanzibar", "--avoid", "ferries", ...swahili);
    expect(island.complaint).toMatch(/^Hakuna njia ya kufika "Zanzibar".* kwa lori: feri, iepukwe/);
    const sea = await ask("route", "Nairobi", "8,60", ...swahili);
    expect(sea.complaint).toBe(
      'Hakuna barabara ndani ya mita 2000 kutoka "8,60": latitudo huja kwanza',
    );
  });

  test.for([
    [
      "Zanzibar",
      ["--avoid", "ferries"],
      /^There is no way to "Zanzibar".*: ferry, to be avoided on/,
    ],
    ["zzzzz", [], /^"zzzzz" is not on this map/],
    ["Mars", [], /^"Mars" is not on this map: did you mean "Maramba"\?$/],
    ["8,60", [], /^There is no road within 2000 m of "8,60": latitude comes first$/],
    ["91,36.8", [], /^"91,36.8" is no place on earth: expected latitude from -90 to 90, then/],
    ["-1.3,190", [], /^"-1.3,190" is no place on earth/],
    ["100,36.8", [], /^"100,36.8" is no place on earth/],
  ] as const)("%s, %j: one sentence says why there is no way", async ([to, words, sentence]) => {
    const { exitCode, complaint } = await ask("route", "Nairobi", to, ...words);
    expect([exitCode, complaint]).toEqual([1, expect.stringMatching(sentence)]);
  });
});

describe("a map that is imported", UNHURRIED, () => {
  const town = (id: number, lon: number, name: string) => {
    return { type: "node", id, lat: 0, lon, tags: { place: "town", name } };
  };
  const road = { highway: "primary", name: "Barabara Kuu", maxheight: "3.8" };
  const answer = {
    elements: [
      town(1, 0, "Moja"),
      town(2, 0.1, "Mbili"),
      { type: "way", id: 1234, nodes: [1, 2], tags: road },
    ],
  };

  test("takes the place of the generated one, and its makers are named", async () => {
    const file = join(stateFolder, "small.json");
    await writeFile(file, JSON.stringify(answer));
    const { lines } = await ask("map", "import", file);
    expect(lines.slice(1)).toEqual([
      "2 junctions, 2 arcs, 0 turn rules, 2 places",
      "© OpenStreetMap contributors, ODbL 1.0",
    ]);
    expect(said.slice(-2)).toEqual([
      "Reading 100 %",
      "Joining the roads, and putting them in order",
    ]);
    const car = await ask("route", "Moja", "Mbili", "--vehicle", "car");
    expect(car.lines).toContain("  11.1 km  Head east on Barabara Kuu");
    const truck = await ask("route", "Moja", "Mbili", "--height", "4.2");
    expect(truck.complaint).toBe(
      `There is no way to "Moja" for this truck: height limit 3.8 m on way 1234 'Barabara Kuu', truck 4.2 m`,
    );
  });

  test.for([
    [".", /^"\." is a folder$/],
    ["https://example.com/kenya.osm.pbf", /" is an address: download it, and name the file$/],
  ] as const)("is a file of this machine, and %s is none", async ([path, sentence]) => {
    const { exitCode, complaint } = await ask("map", "import", path);
    expect([exitCode, complaint]).toEqual([1, expect.stringMatching(sentence)]);
  });

  test("says so when it seems to be cut off, since nothing else would", async () => {
    const [moja, mbili, way] = answer.elements;
    const leadsOut = { ...way, nodes: [1, 2, ...Array.from({ length: 8 }, (_, i) => 100 + i)] };
    const file = join(stateFolder, "cut.json");
    await writeFile(file, JSON.stringify({ elements: [moja, mbili, leadsOut] }));
    const { lines } = await ask("map", "import", file);
    expect(lines.slice(2, 4)).toEqual([
      "This file seems to be cut off: 80 % of the points that its roads name are not in it",
      "8 times a road names a point that is not there: it is cut",
    ]);
    await writeFile(file, JSON.stringify(answer));
    expect((await ask("map", "import", file)).lines).toHaveLength(3);
  });

  test.for([
    ["nowhere.osm.pbf", undefined, /^There is no file ".*nowhere\.osm\.pbf"$/],
    ["empty.osm.pbf", "", /The file is empty$/],
    ["noroads.json", '{"elements":[]}', /The file holds no road/],
    [
      "words.txt",
      "Dear all",
      /^Cannot import ".*words\.txt": This looks like a text and no map: expected an \.osm\.pbf/,
    ],
    ["page.osm.pbf", "<!DOCTYPE html>", /: This is a web page and no map: the link led to HTML/],
    ["late.json", '{"elements":[],"remark":"runtime error: out of time"}', /stopped half way/],
  ] as const)("is refused in one sentence: %s", async ([name, text, sentence]) => {
    const file = join(stateFolder, name);
    if (text !== undefined) await writeFile(file, text);
    const before = await readdir(join(stateFolder, "maps"));
    expect(await ask("map", "import", file)).toMatchObject({
      exitCode: 1,
      complaint: expect.stringMatching(sentence),
    });
    expect(await readdir(join(stateFolder, "maps"))).toEqual(before);
  });

  test("whole or not at all: what a killed import left behind is in nobody's way", async () => {
    const half = join(stateFolder, "maps", "imported.roads.new");
    await writeFile(half, "MSAFARA ROAD MAP, half of it");
    expect((await ask("route", "Moja", "Mbili", "--vehicle", "car")).exitCode).toBe(0);
    expect((await ask("map", "import", join(stateFolder, "small.json"))).exitCode).toBe(0);
    expect((await ask("route", "Moja", "Mbili", "--vehicle", "car")).exitCode).toBe(0);
  });
});
