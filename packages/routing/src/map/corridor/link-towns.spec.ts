import { expect, test } from "vitest";
import { linkTowns } from "./link-towns.ts";
import type { Town } from "./read-towns.ts";

const named = (name: string, lat: number, lng: number): Town => {
  return { name, lat, lng, country: "KE", population: 50_000 };
};

/** Two towns that face each other over a plain, each with a dozen suburbs at its back, and one town aside of both. */
function facing(): readonly Town[] {
  const suburbs = (side: -1 | 1) =>
    Array.from({ length: 12 }, (_, i) =>
      named(
        `${side === -1 ? "west" : "east"} ${i}`,
        -2 + (i - 6) / 100,
        38 + side * (0.6 + i / 60),
      ),
    );
  return [
    named("Makueni", -2, 37.5),
    named("Voi", -2, 38.5),
    named("Kitui", -1.3, 38),
    ...suburbs(-1),
    ...suburbs(1),
  ];
}

test("two towns with none between them are joined, however many lie nearer to each", () => {
  const links = linkTowns({ towns: facing(), wetShare: () => 0 });
  expect(links).toContainEqual(expect.objectContaining({ from: 0, to: 1, ferry: false }));
});
