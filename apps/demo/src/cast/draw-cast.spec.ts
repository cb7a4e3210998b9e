import { phoneSchema, ROUTES } from "@msafara/contracts";
import { expect, test } from "vitest";
import { seededLuck } from "../seeded-luck.ts";
import { drawLoad } from "../shipper/draw-load.ts";
import { drawCast } from "./draw-cast.ts";

const hubs = [
  { name: "Nairobi", at: { lat: -1.283, lng: 36.817 }, weight: 6 },
  { name: "Mombasa", at: { lat: -4.054, lng: 39.663 }, weight: 6 },
  { name: "Kampala", at: { lat: 0.316, lng: 32.582 }, weight: 3 },
];
const diceOf = (seed: number) => () => luck(seed)("cast");
const lucks = new Map<number, ReturnType<typeof seededLuck>>();
function luck(seed: number) {
  const known = lucks.get(seed) ?? seededLuck(seed);
  lucks.set(seed, known);
  return known;
}

test("thirty drivers and ten shippers, each with a phone that a log tells from the others", () => {
  const { people, support } = drawCast(diceOf(1), hubs);
  const count = (role: string) => people.filter((it) => it.role === role).length;
  expect([count("driver"), count("shipper")]).toEqual([30, 10]);
  const phones = [...people, support].map(({ phone }) => phone);
  expect(phones.filter((phone) => !phoneSchema.safeParse(phone).success)).toEqual([]);
  expect(new Set(phones.map((phone) => phone.slice(-2))).size).toBe(41);
});

test("every driver says what the wire takes, whatever the seed", () => {
  for (let seed = 1; seed <= 20; seed++) {
    for (const person of drawCast(diceOf(seed), hubs).people) {
      if (person.role === "driver") ROUTES.setDriver.body.encode(person.profile);
    }
  }
});

test("every load is one that the wire takes, too", () => {
  const now = Date.UTC(2026, 10, 20, 9);
  for (let seed = 1; seed <= 300; seed++) {
    const wish = { now, hubs, manner: "agent", isFirst: seed === 1 } as const;
    const load = drawLoad(diceOf(seed), wish);
    expect(ROUTES.requestShipment.body.safeEncode(load).success).toBe(true);
    expect(load.bookNow?.amount ?? 0).toBeLessThanOrEqual(load.budget?.amount ?? 0);
    expect(load.delivery.window.to).toBeGreaterThan(load.pickup.window.to);
  }
});
