import { openTestDatabase, type TestDatabase } from "@msafara/dev";
import type { Actor, ProgressStep } from "@msafara/domain";
import { assert, type Id, isRefusal, realWorld } from "@msafara/kernel";
import {
  type Address,
  type Body,
  openCaller,
  startEffectWorker,
  startNode,
} from "@msafara/runtime";
import { MARKET_VIEWS } from "@msafara/roles";
import { openMemoryBus, openMemoryExchange } from "@msafara/runtime/memory";
import { openJournal, openMarket, openStandInPayments } from "@msafara/store";
import { Client } from "pg";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countMarket } from "./count-market.ts";
import { marketHost } from "./market-host.ts";

/** What the database calls a column of each kind. */
const TYPES = {
  text: "text",
  integer: "integer",
  bigint: "bigint",
  double: "double precision",
  boolean: "boolean",
  json: "jsonb",
} as const;

/** What the engine puts beside every row. */
const ENGINE = { key: "text", address: "text", version: "bigint" };
const KERICHO = { lat: -0.37, lng: 35.28 };
const NAKURU = { lat: -0.3, lng: 36.07 };
const MINUTE_MS = 60_000;
const PRICE = { amount: 9_000_000, currency: "KES" };
const AMINA: Actor = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" };
const JUMA: Actor = { userId: "usr_juma", role: "driver", agentId: "drv_juma" };
const STEPS: readonly ProgressStep[] = [
  "arrived-pickup",
  "loaded",
  "departed",
  "arrived-delivery",
  "unloaded",
  "delivered",
];

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await openTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

/** Without those that make themselves. */
async function columnsOf(view: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await client.query<{ column_name: string; data_type: string }>(
    `SELECT column_name, data_type FROM information_schema.columns
      WHERE table_schema = 'view' AND table_name = $1 AND is_generated = 'NEVER'`,
    [view],
  );
  return Object.fromEntries(rows.map(({ column_name, data_type }) => [column_name, data_type]));
}

describe("the tables of the market", () => {
  test.for(Object.entries(MARKET_VIEWS))("%s has the columns of its rows", async ([view, row]) => {
    const wanted = Object.entries(row).map(([name, kind]) => [name, TYPES[kind]]);
    expect(await columnsOf(view)).toEqual({ ...ENGINE, ...Object.fromEntries(wanted) });
  });

  test("are all there are", async () => {
    const { rows } = await client.query("SELECT view FROM view_writers ORDER BY view");
    expect(rows.map(({ view }) => view)).toEqual(Object.keys(MARKET_VIEWS).toSorted());
  });

  test("have every kind of row after one booking that was hauled and paid", async () => {
    const play = await startMarket(database.url);
    const tea = await play.book();
    const counts = new Map<string, number>();
    for (const view of Object.keys(MARKET_VIEWS)) {
      const { rows } = await client.query(`SELECT count(*)::int AS n FROM view.${view}`);
      counts.set(view, rows[0].n);
    }
    const one = { shipments: 1, bids: 1, asks: 1, drivers: 1, trips: 1, payments: 1, shippers: 1 };
    expect(Object.fromEntries(counts)).toEqual(one);
    expect(await play.market.readShipment(AMINA, tea)).toMatchObject({
      status: "completed",
      booking: { driverId: "drv_juma", amount: PRICE },
    });
    const paid = await play.market.listPayments(JUMA, { limit: 9 });
    expect(paid).toMatchObject({ items: [{ phase: "Released", amount: PRICE }] });
    const told = await play.market.readTimeline(AMINA, tea, { limit: 99 });
    assert(told !== undefined && !isRefusal(told), "its shipper may look");
    expect(told.items.map(({ name }) => name)).toContain("booking.confirmed");
    expect(told.items.map(({ seq }) => seq)).toEqual(told.items.map((_, i) => i + 1));
    const counted = (await play.registry.metrics())
      .split("\n")
      .filter((line) => /^[a-z]/.test(line));
    expect(counted.toSorted()).toEqual([
      'bids_submitted_total{outcome="accepted"} 1',
      'bids_submitted_total{outcome="rejected"} 0',
      'deliveries_completed_total{on_time="true"} 1',
      'payment_transactions_total{status="held"} 1',
      'payment_transactions_total{status="pending"} 1',
      'payment_transactions_total{status="released"} 1',
      'shipments_created_total{service_level="standard"} 1',
    ]);
    await play.stop();
  }, 30_000);
});

/** The real engine on PostgreSQL: one node, one worker, one door. */
async function startMarket(connectionString: string) {
  const world = realWorld();
  const registry = new Registry();
  const opened = openJournal({ connectionString, world });
  const journal = countMarket(opened, registry);
  const bus = openMemoryBus({ world, exchange: openMemoryExchange({ world }) });
  const market = openMarket({ connectionString });
  const ledger = openStandInPayments(connectionString);
  const { roles, vendors } = marketHost({ world, nearby: market.nearby, ledger });
  const node = await startNode({ world, journal, bus, roles, node: "node-a" });
  const worker = await startEffectWorker({ world, journal, bus, vendors, name: "worker-a" });
  const caller = await openCaller({ world, journal, bus });
  let keys = 0;
  async function must(to: Address, command: Body): Promise<void> {
    keys += 1;
    const answer = await caller.ask(to, command, { principal: "usr_x", key: `key-${keys}` });
    assert(answer.status === "done", `the command is carried out, not ${JSON.stringify(answer)}`);
  }
  async function reaches(tea: Id<"shp">, status: string) {
    for (;;) {
      const seen = await market.readShipment(AMINA, tea);
      if (seen?.status === status) return seen;
      await world.sleep(50);
    }
  }
  async function book(): Promise<Id<"shp">> {
    const tea = world.mint("shp");
    await hire(must);
    const request = teaAt(world.now());
    const wish = { type: "request-shipment", by: AMINA, request, account: "active" };
    await must(`platform/${tea}`, wish);
    const { booking } = await reaches(tea, "booked");
    for (const step of STEPS) {
      const progress = { type: "progress-trip", by: JUMA, tripId: booking!.tripId, step };
      await must("driver/drv_juma", { ...progress, at: world.now() });
    }
    await reaches(tea, "delivered");
    await must(`platform/${tea}`, { type: "confirm-delivery", by: AMINA });
    await reaches(tea, "completed");
    return tea;
  }
  async function stop(): Promise<void> {
    await worker.stop();
    await node.stop();
    await ledger.close();
    await market.close();
    await opened.close();
  }
  return { market, registry, book, stop };
}

async function hire(must: (to: Address, command: Body) => Promise<void>): Promise<void> {
  const by = JUMA;
  const vehicle = { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2022 };
  const licence = { number: "DL-1", expiresOn: "2099-12-31" };
  const minRatePerKm = { amount: 100, currency: "KES" };
  const policy = { autoBid: true, askMe: false, minRatePerKm, marginBp: 0 };
  const available = { type: "set-availability", by, available: true, position: KERICHO };
  await must("driver/drv_juma", { type: "set-profile", by, vehicle, licence, documents: [] });
  await must("driver/drv_juma", { type: "set-policy", by, policy });
  await must("driver/drv_juma", available);
}

/** Tea at a posted price, so that nobody has to choose. */
function teaAt(now: number) {
  const window = (from: number, to: number) => ({
    from: now + from * MINUTE_MS,
    to: now + to * MINUTE_MS,
  });
  return {
    reference: "SHP-1",
    shipperId: "shr_amina",
    pickup: { address: "Kericho", position: KERICHO, window: window(60, 180) },
    delivery: { address: "Nakuru", position: NAKURU, window: window(300, 900) },
    stops: [],
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box", hazardous: false, packages: [] },
    serviceLevel: "standard",
    bookNow: PRICE,
    bidding: { windowSeconds: 30, autoAward: false, budgetShown: false },
    distanceM: 110_000,
  };
}
