import type { Actor } from "@msafara/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actor, HOUR, KERICHO, NOW, openSquare, type Square } from "../specs/open-square.ts";

/** Enough that reading all of a table stands out against reading what is asked for. */
const CROWD = 5_000;
/** A page, the row after it, and whatever else lies in the cells that are looked at. */
const READ_MAX = 1_000;
/** After five times PostgreSQL weighs whether one plan will do for all. */
const KEPT_AFTER = 12;

let square: Square;
beforeAll(async () => {
  square = await openSquare();
  await fillShipments();
  await fillBids();
  await fillDrivers();
  await square.ask("VACUUM (ANALYZE) view.shipments, view.bids, view.drivers, view.asks");
});
afterAll(() => square.close());

/** A shipment for each of many shippers, all over Kenya. */
async function fillShipments(): Promise<void> {
  await square.ask(
    `INSERT INTO view.shipments
       (version, key, address, "shipmentId", reference, "shipperId", "orgId", status, phase,
        "biddingOpen", "closesAt", "decideBy", wave, bids, "vehicleType", "weightKg", hazardous,
        pickup, "pickupFrom", "pickupTo", delivery, "deliveryTo", "distanceM", currency, request,
        ranking, weights, "facilityIds", "requestedAt", "changedAt")
     SELECT 1, 'shp_' || i, 'platform/shp_' || i, 'shp_' || i, 'SHP-' || i, 'shr_' || i % 500,
            'org_' || i % 500, 'bidding', 'bidding', true, $1::bigint, 0, 1, 0, 'box', 1, false,
            jsonb_build_object('lat', -4 + i % 80 / 10.0, 'lng', 34 + i % 77 / 10.0), 0, 0, '{}',
            0, 1000, 'KES', $2::jsonb, '[]', '{}', jsonb_build_array('fac_' || i % 500), 0, 0
       FROM generate_series(1, $3::integer) i`,
    [NOW + HOUR, JSON.stringify(REQUEST), CROWD],
  );
}

const REQUEST = {
  pickup: { address: "a" },
  delivery: { address: "b" },
  cargo: { kind: "tea" },
  bidding: { budgetShown: false },
};

async function fillBids(): Promise<void> {
  await square.ask(
    `INSERT INTO view.bids (version, key, address, "bidId", "shipmentId", "driverId", "shipperId",
                            status, amount, "estimatedMinutes", at, "changedAt")
     SELECT 1, 'bid_' || i, 'platform/shp_' || i, 'bid_' || i, 'shp_' || i, 'drv_' || i % 500,
            'shr_' || i % 500, 'submitted', '{}', 1, 0, 0
       FROM generate_series(1, $1::integer) i`,
    [CROWD],
  );
}

async function fillDrivers(): Promise<void> {
  await square.ask(
    `INSERT INTO view.drivers
       (version, key, address, "driverId", standing, phase, available, lat, lng, "positionAt",
        plate, "vehicleType", "capacityKg", "yearBuilt", "licenceUntil", "documentsUntil",
        "mayHaulHazardous", "ratingBp", carried, taken, vehicle, licence, papers, policy,
        "changedAt")
     SELECT 1, 'drv_' || i, 'driver/drv_' || i, 'drv_' || i, 'good', 'Available', true,
            -4 + i % 80 / 10.0, 34 + i % 77 / 10.0, $1::bigint, 'K', 'box', 1, 2020, 0, 0, false,
            0, '{}', '[]', '{}', '{}', '[]', '{}', 0
       FROM generate_series(1, $2::integer) i`,
    [NOW, CROWD],
  );
}

/** Rows that a question makes the database read, seen from a connection that tells at once. */
async function rowsReadBy(question: () => Promise<unknown>): Promise<number> {
  const before = await rowsRead();
  await question();
  return (await rowsRead()) - before;
}

/** A backend tells its counters when it ends, and so the market's connections are ended. */
async function rowsRead(): Promise<number> {
  await square.ask(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name = 'msafara/questions' AND state = 'idle'`,
  );
  const [row] = await square.ask<{ n: number }>(
    `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint AS n
       FROM pg_stat_user_tables WHERE schemaname = 'view'`,
  );
  return row!.n;
}

const PEOPLE: Readonly<Record<string, Actor>> = {
  "a shipper": actor("shipper", "7"),
  "an organization": actor("shipper", "x", { orgId: "org_7", orgRole: "owner" }),
  "a driver": actor("driver", "7"),
  "a facility": actor("facility", "7"),
  support: actor("support", "sam"),
};

describe("a read is found by an index, and reads what it shows and little more", () => {
  test.for(Object.keys(PEOPLE))("for %s's list of shipments", async (name) => {
    const list = () => square.market.listShipments(PEOPLE[name]!, { limit: 20 });
    expect(await list()).toMatchObject({ items: { length: expect.any(Number) } });
    expect(await rowsReadBy(list)).toBeLessThan(READ_MAX);
  });

  test("for payments, a seen shipment and who may follow it", async () => {
    const juma = PEOPLE["a driver"]!;
    const read = await rowsReadBy(async () => {
      await square.market.listPayments(PEOPLE["an organization"]!, { limit: 20 });
      await square.market.readShipment(juma, "shp_7");
      await square.market.audienceOf(juma, "shipment/shp_7");
    });
    expect(read).toBeLessThan(READ_MAX);
  });

  test("for loads and drivers around a place", async () => {
    const near = { near: KERICHO, radiusKm: 50, limit: 20 };
    const loads = () => square.market.searchLoads(PEOPLE["a driver"]!, near);
    expect(await rowsReadBy(loads)).toBeLessThan(READ_MAX);
    const load = { vehicleType: "box", weightKg: 1, hazardous: false, currency: "KES" } as const;
    const who = { shipmentId: "shp_x", shipperId: "shr_x", already: [], wave: 1 } as const;
    const wanted = { ...load, ...who, near: KERICHO, radiusM: 50_000, limit: 20 };
    expect(await rowsReadBy(() => square.market.nearby(wanted, 20))).toBeLessThan(READ_MAX);
  });

  test("also when it has been asked so often that its plan is kept", async () => {
    const near = { near: KERICHO, radiusKm: 50, limit: 20 };
    const questions = [
      ...Object.values(PEOPLE).map((who) => () => square.market.listShipments(who, { limit: 20 })),
      () => square.market.searchLoads(PEOPLE["a driver"]!, near),
      () => square.market.listPayments(PEOPLE["an organization"]!, { limit: 20 }),
    ];
    for (const question of questions) {
      const read = await rowsReadBy(async () => {
        for (let i = 0; i < KEPT_AFTER; i++) await question();
      });
      expect(read / KEPT_AFTER).toBeLessThan(READ_MAX);
    }
  });
});
