import type { FindDrivers } from "@msafara/domain";
import { decode, encode, type Order } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import { pickDrivers, type RosterRow, rosterVendor } from "./roster-vendor.ts";

const NOW = Date.UTC(2026, 10, 23, 5);
const KERICHO = { lat: -0.37, lng: 35.28 };

const wanted: FindDrivers = {
  shipmentId: "shp_tea",
  wave: 2,
  near: KERICHO,
  radiusM: 50_000,
  vehicleType: "box",
  weightKg: 8_000,
  hazardous: false,
  currency: "KES",
  shipperId: "shr_amina",
  already: [],
  limit: 50,
};

/** A driver whom the load fits, so far north of it. */
function driver(name: string, spoil: Partial<RosterRow> = {}, north = 0): RosterRow {
  return {
    driverId: `drv_${name}`,
    orgId: null,
    shipperId: null,
    standing: "good",
    available: true,
    lat: KERICHO.lat + north,
    lng: KERICHO.lng,
    positionAt: NOW - 60_000,
    vehicleType: "box",
    capacityKg: 10_000,
    yearBuilt: 2022,
    coolsMinC: null,
    coolsMaxC: null,
    licenceUntil: NOW + 1,
    documentsUntil: NOW + 1,
    mayHaulHazardous: false,
    currency: "KES",
    ratingBp: 9_000,
    onTimeBp: null,
    carried: { box: 7 },
    ...spoil,
  };
}

function pick(rows: readonly RosterRow[], spoil: Partial<FindDrivers> = {}): any {
  return pickDrivers(rows, { ...wanted, ...spoil }, NOW);
}

function names(list: readonly { readonly driverId: string }[]): readonly string[] {
  return list.map(({ driverId }) => driverId.slice(4));
}

describe("the roster", () => {
  test("asks the nearest first, and of two in one place always the same", () => {
    const rows = [driver("far", {}, 0.3), driver("near", {}, 0.1), driver("also-near", {}, 0.1)];
    expect(names(pick(rows).asked)).toEqual(["also-near", "near", "far"]);
    expect(pick(rows.toReversed())).toEqual(pick(rows));
  });

  test("shows what a bid will be ranked by, and no record where there is none", () => {
    const [asked] = pick([driver("juma")]).asked;
    expect(asked).toEqual({
      driverId: "drv_juma",
      distanceM: 0,
      vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2022 },
      rating: 9_000,
      similar: 7,
    });
  });

  test.for([
    ["own-load", { shipperId: "shr_amina" }],
    ["suspended", { standing: "suspended" }],
    ["offline", { available: false }],
    ["wrong-vehicle", { vehicleType: "van" }],
    ["too-heavy", { capacityKg: 7_999 }],
    ["no-licence", { licenceUntil: NOW }],
    ["documents-expired", { documentsUntil: NOW }],
    ["wrong-currency", { currency: "UGX" }],
    ["position-unknown", { lat: null }],
    ["position-unknown", { positionAt: NOW - 31 * 60_000 }],
    ["too-far", { lat: KERICHO.lat + 1 }],
  ] as const)("passes a driver over because %s, and says so", ([why, spoil]) => {
    const { asked, passedOver } = pick([driver("juma", spoil)]);
    expect(asked).toEqual([]);
    expect(passedOver).toMatchObject([{ driverId: "drv_juma", why }]);
  });

  test("asks a driver who has named no currency: his human will name the price", () => {
    expect(names(pick([driver("juma", { currency: null })]).asked)).toEqual(["juma"]);
  });

  test("is silent about whom an earlier wave asked", () => {
    const { asked, passedOver } = pick([driver("juma")], { already: ["drv_juma"] });
    expect([asked, passedOver]).toEqual([[], []]);
  });

  test("asks no more than it was asked for", () => {
    const rows = Array.from({ length: 9 }, (_, i) => driver(`d${i}`, {}, i / 100));
    expect(names(pick(rows, { limit: 3 }).asked)).toEqual(["d0", "d1", "d2"]);
  });

  test("has never done anything, so whoever lost its answer asks again", async () => {
    const order: Order = {
      id: "eff_1",
      kind: "find-drivers",
      attempt: 2,
      body: decode(encode(wanted)),
    };
    const roster = rosterVendor({ nearby: async () => [driver("juma")], now: () => NOW });
    expect(await roster.inquire(order)).toBe("never-happened");
    expect(await roster.perform(order)).toEqual(await roster.perform(order));
  });
});
