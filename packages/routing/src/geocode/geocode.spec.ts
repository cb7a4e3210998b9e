import { isRefusal } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { assembleRoads } from "../map/assemble-roads.ts";
import type { OsmNode } from "../map/osm/element.ts";
import { chunks } from "../specs/map/chunks.ts";
import { crossing } from "../specs/map/crossing.ts";
import { writePbf } from "../specs/map/write-pbf.ts";
import { foldName } from "./fold-name.ts";
import { nameIndex } from "./name-index.ts";
import { type Geocoder, openGeocoder } from "./open-geocoder.ts";

const NAIROBI = { lat: -1.2833, lng: 36.8167 };
const KISUMU = { lat: -0.1022, lng: 34.7617 };

function place(id: number, tags: Readonly<Record<string, string>>, at = NAIROBI): OsmNode {
  return { id, lat: Math.round(at.lat * 1e7), lng: Math.round(at.lng * 1e7), tags };
}

let geocoder: Geocoder;

beforeAll(async () => {
  const small = crossing();
  const places = [
    place(1001, { place: "city", name: "Nairobi", population: "4,397,073", "name:sw": "Jiji" }),
    place(1002, { place: "city", name: "Kisumu", population: "397957" }, KISUMU),
    place(1003, { place: "suburb", name: "Kileleshwa" }),
    place(1004, { place: "village", name: "Market" }, KISUMU),
    place(1005, { place: "suburb", name: "Market" }),
    place(1006, { place: "town", name: "Ng'ambo", old_name: "Stone Town;Mji Mkongwe" }, KISUMU),
    place(1008, { place: "hamlet", name: "Aldeia" }, { lat: -3, lng: 37 }),
    place(1009, { place: "town", name: "Vila" }, { lat: -4, lng: 37 }),
    place(1007, { place: "village", name: "São Tomé" }, KISUMU),
  ];
  const bytes = writePbf({ ...small, nodes: [...small.nodes, ...places] });
  const map = await assembleRoads(() => chunks(bytes), { version: "names" });
  if (isRefusal(map)) expect.unreachable("the crossing is a good map");
  geocoder = openGeocoder(map);
});

test.for([
  ["Ngong Rd.", "ngong road"],
  ["NGONG ROAD", "ngong road"],
  ["Barabara ya Ngong", "ngong road"],
  ["Ng’ambo", "ngambo"],
  ["São Tomé", "sao tome"],
  ["Uhuru St", "uhuru street"],
  ["Straße", "strasse"],
  ["–", ""],
])("%j is compared as %j", ([name = "", folded]) => {
  expect(foldName(name)).toBe(folded);
});

describe("a dispatcher who types", () => {
  test.for([
    ["Nairobi", "Nairobi"],
    ["nairobbi", "Nairobi"],
    ["Nirobi", "Nairobi"],
    ["nair", "Nairobi"],
    ["jiji", "Nairobi"],
    ["kisumo", "Kisumu"],
    ["ngambo", "Ng'ambo"],
    ["mji mkongwe", "Ng'ambo"],
    ["sao tome", "São Tomé"],
    ["east st", "East Street"],
    ["Magharibi Road", "Barabara ya Magharibi"],
  ])("%j finds %j first", ([text = "", name]) => {
    expect(geocoder.search(text)[0]?.name).toBe(name);
  });

  test.for(["", "???", "Reykjavík", "zzzz"])("%j finds nothing", (text) => {
    expect(geocoder.search(text)).toEqual([]);
  });

  test.for(["Nairobi", "market, kisumu", "kileleshwa, Nairobi", "east st near Nairobi"])(
    "%j scores at most 1",
    (text) => {
      const scores = geocoder.search(text, { near: NAIROBI }).map(({ score }) => score);
      expect(scores.length).toBeGreaterThan(0);
      expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    },
  );

  test("the same name twice gets the one that is near first", () => {
    const first = (near: typeof NAIROBI) => geocoder.search("market", { near })[0]?.position;
    expect(first(KISUMU)).toEqual(KISUMU);
    expect(first(NAIROBI)).toEqual(NAIROBI);
  });

  test("an old name finds the place, and says by which name it was found", () => {
    expect(geocoder.search("Stone Town")[0]).toMatchObject({
      name: "Ng'ambo",
      alias: "Stone Town",
    });
  });

  test("no more is listed than asked for, the best first", () => {
    const found = geocoder.search("market", { limit: 1 });
    expect(found).toHaveLength(1);
    const scores = geocoder.search("ma").map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  });
});

describe("a point is named after", () => {
  test("the road that passes nearest, and where on it one stops", () => {
    const { road } = geocoder.reverse({ lat: 0.000_1, lng: 0.003 });
    expect(road).toEqual({ name: "East Street", position: { lat: 0, lng: 0.003 }, offM: 11 });
  });

  test("a road beyond the edge of a square rather than one far off within it", () => {
    const { road } = geocoder.reverse({ lat: -0.000_05, lng: 0.004 });
    expect(road).toMatchObject({ name: "East Street", offM: 6 });
  });

  test("a bend as much as an end", () => {
    const { road } = geocoder.reverse({ lat: 0.0028, lng: -0.0029 });
    expect(road?.name).toBe("Barabara ya Magharibi");
  });

  test("the nearest place, though a city reaches farther than a village", () => {
    expect(geocoder.reverse({ lat: -1.3, lng: 36.85 }).place).toMatchObject({ name: "Nairobi" });
  });

  test("no hamlet a long way off, which is no place to name a street after", () => {
    const placeAt = (lat: number) => geocoder.reverse({ lat, lng: 37 }).place?.name;
    expect([placeAt(-3.02), placeAt(-3.1)]).toEqual(["Aldeia", undefined]);
    expect([placeAt(-4.02), placeAt(-4.1), placeAt(-4.4)]).toEqual(["Vila", "Vila", undefined]);
  });

  test("nothing in the middle of the sea", () => {
    expect(geocoder.reverse({ lat: -5, lng: 45 })).toEqual({});
  });
});

test("whatever is the same is more alike than whatever begins so, and that than a slip", () => {
  const index = nameIndex(["Thika", "Thika Road", "Tika"]);
  expect(index.like("thika").map(({ name }) => name)).toEqual([0, 1, 2]);
});
