import { isRefusal } from "@msafara/kernel";
import { expect, test } from "vitest";
import { openGeocoder } from "../geocode/open-geocoder.ts";
import { assembleRoads } from "../map/assemble-roads.ts";
import type { Tags } from "../map/osm/element.ts";
import { chunks } from "../specs/map/chunks.ts";
import { crossing } from "../specs/map/crossing.ts";
import { writePbf } from "../specs/map/write-pbf.ts";
import { answerReverse } from "./answer-places.ts";

const BASIS = { source: "own", attribution: "a town", notes: [] } as const;
const ON_EAST = { lat: 0, lng: 0.004 };
const AT_SEA = { lat: -4.5, lng: 41 };

/** What a point is called on a crossing whose eastern street has these tags. */
async function calls(
  east: Tags,
  { isTown, at = ON_EAST }: { isTown: boolean; at?: typeof ON_EAST },
) {
  const small = crossing({ east: { name: "", ...east } });
  const town = { id: 99, lat: 20_000, lng: 20_000, tags: { place: "city", name: "Nairobi" } };
  const nodes = isTown ? [...small.nodes, town] : small.nodes;
  const map = await assembleRoads(() => chunks(writePbf({ ...small, nodes })), { version: "town" });
  if (isRefusal(map)) expect.unreachable("the crossing is a good map");
  const answer = answerReverse(openGeocoder(map), at, BASIS);
  return isRefusal(answer) ? answer.refused : answer.name;
}

test.for([
  [
    "by its road and its town",
    { name: "Mombasa Road", ref: "A109" },
    true,
    "Mombasa Road, Nairobi",
  ],
  ["by the number of a road without a name", { ref: "A109" }, true, "A109, Nairobi"],
  ["by its town where the road has neither", {}, true, "Nairobi"],
  ["by its road where no town is near", { name: "Mombasa Road" }, false, "Mombasa Road"],
  ["nothing where there is neither", {}, false, "no-road-near"],
] as const)("a point is called %s", async ([, east, isTown, name]) => {
  expect(await calls(east, { isTown })).toBe(name);
});

test("a point in the sea has no road, however many the map has", async () => {
  expect(await calls({ name: "Mombasa Road" }, { isTown: false, at: AT_SEA })).toBe("no-road-near");
});
