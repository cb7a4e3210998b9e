import type { FindDrivers } from "@msafara/domain";
import { crowFliesM, isRefusal } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  actor,
  bid,
  driver,
  HOUR,
  KERICHO,
  NOW,
  openSquare,
  shipment,
  shipper,
  type Square,
} from "../specs/open-square.ts";
import type { Listed, LoadWish, ShipmentWish } from "./market.ts";

const AMINA = actor("shipper", "amina");
const JUMA = actor("driver", "juma");
const ADA = actor("admin", "ada");
const KES = (amount: number) => ({ amount, currency: "KES" });
/** Two islands of Fiji, with the date line between them. */
const TAVEUNI = { lat: -16.85, lng: -179.97 };
const VANUA_LEVU = { lat: -16.6, lng: 179.9 };

let square: Square;
beforeAll(async () => {
  square = await openSquare();
});
afterAll(() => square.close());

async function namesOf(
  listed: Listed<{ readonly shipmentId: string }>,
): Promise<readonly string[]> {
  const page = await listed;
  if (isRefusal(page)) expect.unreachable(page.refused);
  return page.items.map(({ shipmentId }) => shipmentId.slice(4));
}

function list(wish: Partial<ShipmentWish> = {}) {
  return square.market.listShipments(AMINA, { limit: 50, ...wish });
}

function search(wish: Partial<LoadWish> = {}) {
  return square.market.searchLoads(JUMA, { near: KERICHO, radiusKm: 50, limit: 50, ...wish });
}

function wanted(near: typeof KERICHO, radiusM = 50_000): FindDrivers {
  const load = { vehicleType: "box", weightKg: 8_000, hazardous: false, currency: "KES" } as const;
  const who = { shipmentId: "shp_x", shipperId: "shr_amina", already: [] } as const;
  return { ...load, ...who, wave: 1, near, radiusM, limit: 50 };
}

test("an empty market answers everything", async () => {
  expect(await list()).toEqual({ items: [], nextCursor: null });
  expect(await search()).toEqual({ items: [], nextCursor: null });
  expect(await square.market.nearby(wanted(KERICHO), 10)).toEqual([]);
  expect(await square.market.readDriver("drv_juma")).toBeUndefined();
  expect(await square.market.stats()).toMatchObject({
    shipments: { open: 0, booked: 0, underWay: 0, delivered: 0 },
    bids: { lastHour: 0, lastDay: 0 },
    drivers: { registered: 0, available: 0 },
  });
});

describe("a list of shipments", () => {
  beforeAll(async () => {
    const names = ["a1", "a2", "a3", "a4", "a5"];
    await square.put(
      ...names.map((name) => shipment(name)),
      shipment("b1", { shipperId: "shr_b" }),
    );
  });

  test("has the newest first, and nobody else's", async () => {
    expect(await namesOf(list())).toEqual(["a5", "a4", "a3", "a2", "a1"]);
  });

  test("goes on where it ended, whatever came meanwhile", async () => {
    const first = await list({ limit: 2 });
    if (isRefusal(first)) expect.unreachable(first.refused);
    await square.put(shipment("a6"), shipment("a0"));
    const second = await list({ limit: 2, cursor: first.nextCursor! });
    if (isRefusal(second)) expect.unreachable(second.refused);
    expect(second.items.map(({ shipmentId }) => shipmentId)).toEqual(["shp_a3", "shp_a2"]);
    const third = await list({ limit: 2, cursor: second.nextCursor! });
    expect(third).toMatchObject({ items: [{}, { shipmentId: "shp_a0" }], nextCursor: null });
  });

  test("refuses a cursor of another list, of another viewer, and of nobody", async () => {
    const page = await list({ limit: 1 });
    if (isRefusal(page)) expect.unreachable(page.refused);
    const cursor = page.nextCursor!;
    const refused = { refused: "cursor-unknown" };
    expect(await list({ limit: 5, cursor })).not.toMatchObject(refused);
    expect(await list({ limit: 1, cursor, status: "booked" })).toMatchObject(refused);
    const another = square.market.listShipments(ADA, { limit: 1, cursor });
    expect(await another).toMatchObject(refused);
    for (const forged of ["", "x", cursor.slice(1), `${cursor}A`, btoa('["a",{}]')]) {
      expect(await list({ limit: 1, cursor: forged })).toMatchObject(refused);
    }
  });

  test("is searched by words of addresses, cargo and reference, in any case", async () => {
    const tomatoes = { reference: "SHP-100%_ripe", cargo: { kind: "Tomatoes", packages: [] } };
    await square.put(shipment("t1", {}, tomatoes));
    expect(await namesOf(list({ q: "TOMATOES mombasa" }))).toEqual(["t1"]);
    expect(await namesOf(list({ q: "tomatoes nairobi" }))).toEqual([]);
    expect(await namesOf(list({ q: "100%_r" }))).toEqual(["t1"]);
    expect(await namesOf(list({ q: "S%ripe" }))).toEqual([]);
    expect(await namesOf(list({ q: "1000_ripe" }))).toEqual([]);
    expect(await namesOf(list({ q: String.raw`\ ' --` }))).toEqual([]);
  });

  test("is narrowed by status and by the day of pickup", async () => {
    await square.put(shipment("c1", { status: "cancelled", biddingOpen: false, pickupFrom: 5 }));
    expect(await namesOf(list({ status: "cancelled" }))).toEqual(["c1"]);
    expect(await namesOf(list({ from: 5, to: 6 }))).toEqual(["c1"]);
    expect(await namesOf(list({ from: 6, to: 7 }))).toEqual([]);
  });

  test("of a driver is what he bid on", async () => {
    await square.put(bid("own", "a3"), bid("other", "a4", { driverId: "drv_wanjiku" }));
    expect(await namesOf(square.market.listShipments(JUMA, { limit: 9 }))).toEqual(["a3"]);
  });
});

describe("the open market", () => {
  beforeAll(async () => {
    const pickup = (north: number) => ({ pickup: { ...KERICHO, lat: KERICHO.lat + north } });
    await square.put(
      shipment("far", { ...pickup(0.3), shipperId: "shr_loads" }),
      shipment("near", { ...pickup(0.1), shipperId: "shr_loads" }, { bookNow: KES(7_500_000) }),
      shipment("shut", { ...pickup(0.1), biddingOpen: false }),
      shipment("past", { ...pickup(0.1), closesAt: NOW - HOUR }),
      shipment("east", { pickup: VANUA_LEVU }),
      shipment("west", { pickup: TAVEUNI }),
    );
  });
  const isOurs = (name: string) => ["far", "near", "shut", "past", "east", "west"].includes(name);
  const found = async (wish: Partial<LoadWish> = {}) =>
    (await namesOf(search(wish))).filter(isOurs);

  test("shows open loads, the shortest way there first", async () => {
    expect(await found()).toEqual(["near", "far"]);
    expect(await found({ radiusKm: 20 })).toEqual(["near"]);
  });

  test("measures the way as the kernel does", async () => {
    const page = await search();
    if (isRefusal(page)) expect.unreachable(page.refused);
    for (const load of page.items) {
      const { lat, lng } = load.pickup.position;
      expect(Math.abs(load.approachM - crowFliesM(KERICHO, { lat, lng }))).toBeLessThanOrEqual(1);
    }
  });

  test("has no edge at the date line", async () => {
    expect(await found({ near: TAVEUNI })).toEqual(["west", "east"]);
    expect(await found({ near: VANUA_LEVU })).toEqual(["east", "west"]);
  });

  test("shows neither shipper nor a budget that was not shown, not even by its price (R26)", async () => {
    const page = await search({ radiusKm: 20 });
    expect(JSON.stringify(page)).not.toMatch(/shr_|9000000/);
    expect(await found({ minRatePerKm: 1 })).toEqual(["near"]);
    expect(await found({ minRatePerKm: 10_000 })).toEqual(["near"]);
    expect(await found({ minRatePerKm: 10_001 })).toEqual([]);
  });

  test("knows one's own bid, and no other's", async () => {
    await square.put(bid("mine", "near"), bid("his", "far", { driverId: "drv_wanjiku" }));
    const page = await search();
    if (isRefusal(page)) expect.unreachable(page.refused);
    const own = page.items.flatMap(({ bidId }) => bidId ?? []);
    expect(own).toContain("bid_mine");
    expect(own).not.toContain("bid_his");
  });

  test("goes on by the way there", async () => {
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await search({ limit: 1, ...(cursor === null ? {} : { cursor }) });
      if (isRefusal(page)) expect.unreachable(page.refused);
      names.push(...page.items.map(({ shipmentId }) => shipmentId.slice(4)));
      ({ nextCursor: cursor } = page);
    } while (cursor !== null);
    expect(names).toEqual(await namesOf(search()));
  });

  test("is not a shipper's to search", async () => {
    const wish = { near: KERICHO, radiusKm: 50, limit: 9 };
    expect(await square.market.searchLoads(AMINA, wish)).toEqual({ items: [], nextCursor: null });
  });
});

describe("the roster", () => {
  const around = async (near: typeof KERICHO, limit = 50) =>
    (await square.market.nearby(wanted(near), limit)).map(({ driverId }) => driverId.slice(4));

  test("has whoever is near, those first whom the load may fit, and always in one order", async () => {
    const north = (by: number) => ({ lat: KERICHO.lat + by });
    await square.put(
      driver("d2", north(0.2)),
      driver("d1", north(0.2)),
      driver("small", { capacityKg: 7_999 }),
      driver("suspended", { standing: "suspended", ...north(0.05) }),
      driver("far", north(0.6)),
      driver("stale", { positionAt: NOW - HOUR }),
      driver("nowhere", { lat: null, lng: null, positionAt: null }),
    );
    expect(await around(KERICHO)).toEqual(["d1", "d2", "small", "suspended"]);
    expect(await around(KERICHO, 1)).toEqual(["d1"]);
  });

  test("has no edge at the date line", async () => {
    await square.put(driver("east", VANUA_LEVU), driver("west", TAVEUNI));
    expect(await around(TAVEUNI)).toEqual(["west", "east"]);
    expect(await around(VANUA_LEVU)).toEqual(["east", "west"]);
  });

  test("has a driver at the pole, whichever way he looks", async () => {
    await square.put(driver("amundsen", { lat: -89.99, lng: 150 }));
    expect(await around({ lat: -89.99, lng: -30 })).toEqual(["amundsen"]);
  });

  test("shows a driver to himself as he stands there", async () => {
    const juma = driver("juma", { ratingBp: 9_000 });
    await square.put(juma, shipper("amina"));
    expect(await square.market.readDriver("drv_juma")).toEqual({ ...juma.row, name: null });
    expect(await square.market.readShipper("shr_amina")).toEqual(shipper("amina").row);
  });

  test("says where a bid is, and of a wrong one nothing", async () => {
    expect(await square.market.whereIsBid("bid_own")).toBe("shp_a3");
    expect(await square.market.whereIsBid("bid_none")).toBeUndefined();
  });
});
