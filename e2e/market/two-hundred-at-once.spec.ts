import { MsafaraProblem } from "@msafara/client";
import { isProblemCode } from "@msafara/contracts";
import { openTestDatabase, openTestRedisServer } from "@msafara/dev";
import type { Id } from "@msafara/kernel";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { until } from "../src/cluster/until.ts";
import { kes } from "../src/market/freight.ts";
import { atOnce, type Crowd, openCrowd } from "../src/market/open-crowd.ts";
import type { Heard, Person } from "../src/market/open-person.ts";
import { openPlace } from "../src/market/open-place.ts";

const ROUNDS = Array.from({ length: 10 }, (_, i) => i + 1);
/** All bids are taken, and the market asks one driver only: the others come by themselves. */
const SETTINGS = {
  radiiM: [400_000],
  waveExtraMs: 0,
  askedPerWaveMax: 1,
  bidsMax: 150,
  stopWindowMsMin: 0,
  patienceMs: 60_000,
};

type People = readonly [Person, ...Person[]];

const [database, redis] = await Promise.all([openTestDatabase(), openTestRedisServer()]);
const crashes: string[] = [];
let crowd: Crowd;
let office: People;
let drivers: People;
let early: readonly Person[];
let booked: Id<"shp">[] = [];
let calledOff = 0;

beforeAll(async () => {
  const place = await openPlace({
    postgresUrl: database.url,
    redisUrl: redis.url,
    gateways: 2,
    nodes: 2,
    settings: SETTINGS,
    crashed: (sentence) => crashes.push(sentence),
  });
  crowd = openCrowd(place, "two hundred");
  office = await crowd.enrol({ role: "shipper", count: 100, office: "Kericho Teas" });
  drivers = await crowd.enrol({ role: "driver", count: 105 });
  await crowd.onShift(drivers);
  early = drivers.slice(100);
});

afterAll(async () => {
  await crowd?.place.close();
  await Promise.all([database.close(), redis.close()]);
});

afterEach(async () => {
  const over = booked;
  booked = [];
  await Promise.all(over.map(callOff));
  expect(crashes).toEqual([]);
});

/** Another colleague each time: nobody asks more than a hundred times a minute. */
function colleague(round: number): Person {
  return office[(round * 7) % office.length] ?? office[0];
}

async function loadFor(shipper: Person): Promise<Id<"shp">> {
  const shipmentId = await crowd.load(shipper);
  booked.push(shipmentId);
  return shipmentId;
}

/** Each answer is one of the wire: a success, or a problem that the documents list. */
function expectClean(heard: readonly Heard[]): void {
  const unclean = heard.filter(
    ({ status, code }) => status === 0 || status >= 500 || (code !== "" && !isProblemCode(code)),
  );
  expect(unclean.map(({ route, status, code }) => `${route}: ${status} ${code}`)).toEqual([]);
}

function codesOf(told: readonly unknown[]): Readonly<Record<string, number>> {
  const codes = told.map((it) => (it instanceof MsafaraProblem ? it.code : "done"));
  return Object.fromEntries(
    [...Map.groupBy(codes, (it) => it)].map(([code, { length }]) => [code, length]),
  );
}

/** Whoever has it is free for the next round. */
async function callOff(shipmentId: Id<"shp">): Promise<void> {
  const { calls } = colleague((calledOff += 1));
  await calls.cancelShipment({ params: { id: shipmentId }, body: { reason: "sold" } });
  await until("the driver is released", async () => {
    const rows = await crowd.place.look.ask(`SELECT key FROM view.trips WHERE "shipmentId" = $1`, [
      shipmentId,
    ]);
    return rows.length === 0;
  });
}

describe("two hundred at the same instant, through two gateways", () => {
  test.for(ROUNDS)("make one booking, and 199 clean answers, round %i", async (round) => {
    const shipmentId = await loadFor(colleague(round));
    const stand = await Promise.all(early.map((driver) => crowd.bid(driver, shipmentId)));
    const from = crowd.heard.length;
    const told = await atOnce<unknown>([
      ...drivers.slice(0, 100).map((driver, i) => () => bidAt(driver, { shipmentId, door: i })),
      ...office.map((dispatcher, i) => async () => {
        const body = { bidId: stand[i % stand.length] ?? "bid_" };
        return await dispatcher.at(i).awardBid({ params: { id: shipmentId }, body });
      }),
    ]);
    expect(told).toHaveLength(200);
    const awards = codesOf(told.slice(100));
    expect(awards["done"]).toBe(1);
    const late = ["award-under-way", "already-booked"];
    expect(Object.keys(awards).every((it) => it === "done" || late.includes(it))).toBe(true);
    const bids = Object.keys(codesOf(told.slice(0, 100)));
    expect(bids.every((it) => ["done", "bid-late", "load-not-open"].includes(it))).toBe(true);
    expectClean(crowd.heard.slice(from));
    expect(crowd.heard.slice(from)).toHaveLength(200);
    await crowd.reaches(shipmentId, "booked");
    expect(await crowd.happened(shipmentId, "booking.confirmed")).toBe(1);
    expect(await crowd.happened(shipmentId, "bid.selected")).toBe(1);
  });
});

async function bidAt(
  driver: Person,
  { shipmentId, door }: { readonly shipmentId: Id<"shp">; readonly door: number },
) {
  const body = { shipmentId, amount: kes(800_000_000 + door), estimatedMinutes: 200 };
  return await driver.at(door).submitBid({ body });
}

describe("two at once", () => {
  test.for(ROUNDS)("award one load to two trucks: one has it, round %i", async (round) => {
    const shipmentId = await loadFor(colleague(round));
    const [one, other] = await Promise.all([
      crowd.bid(drivers[0], shipmentId),
      crowd.bid(drivers[1]!, shipmentId),
    ]);
    const params = { id: shipmentId };
    const told = await atOnce([
      () =>
        colleague(round)
          .at(0)
          .awardBid({ params, body: { bidId: one } }),
      () =>
        colleague(round + 1)
          .at(1)
          .awardBid({ params, body: { bidId: other } }),
    ]);
    expect(codesOf(told)).toEqual({ done: 1, "award-under-way": 1 });
    await crowd.reaches(shipmentId, "booked");
    const { driverId } = await crowd.standing(shipmentId);
    const winner = told[0] instanceof MsafaraProblem ? drivers[1] : drivers[0];
    expect(driverId).toBe(winner?.account.agentId);
    expect(await crowd.happened(shipmentId, "booking.confirmed")).toBe(1);
  });

  test.for(ROUNDS)(
    "award two loads to one truck: it hauls one of them, round %i",
    async (round) => {
      const [tea, coffee] = await Promise.all([
        loadFor(colleague(round)),
        loadFor(colleague(round + 1)),
      ]);
      const both = [tea, coffee] as const;
      const [driver, spare] = drivers;
      const bids = await Promise.all(both.map((it) => crowd.bid(driver, it)));
      await Promise.all(both.map((it) => crowd.bid(spare!, it)));
      const told = await atOnce(
        both.map((id, i) => async () => {
          const body = { bidId: bids[i] ?? "bid_" };
          return await colleague(round + i)
            .at(i)
            .awardBid({ params: { id }, body });
        }),
      );
      expect(codesOf(told)).toEqual({ done: 2 });
      const ends = await until("one is booked, and the other is ranked again", async () => {
        const [one, other] = await Promise.all(both.map((it) => crowd.standing(it)));
        const phases = [one?.phase, other?.phase];
        return phases.includes("booked") && phases.includes("ranked") && [one, other];
      });
      const hauled = ends.filter((it) => it?.driverId === driver.account.agentId);
      expect(hauled).toHaveLength(1);
      const left = ends[0]?.phase === "ranked" ? tea : coffee;
      const ranked = await colleague(round).calls.listBids({ params: { id: left } });
      expect(ranked.items.map(({ driverId }) => driverId)).toEqual([spare?.account.agentId]);
    },
  );
});

describe("one key at both gateways at once", () => {
  test.for(ROUNDS)("asks for one shipment, bids once, and awards once, round %i", async (round) => {
    const key = crowd.place.world.mint("idk");
    const { calls, at } = colleague(round);
    const first = await loadFor(colleague(round));
    const tea = await calls.readShipment({ params: { id: first } });
    const { pickup, delivery, serviceLevel } = tea;
    const cargo = { kind: "tea", weightKg: 6_500, vehicleType: "box" } as const;
    const body = { pickup, delivery, serviceLevel, cargo };
    const asked = await atOnce([0, 1].map((door) => () => at(door).requestShipment({ key, body })));
    expect(asked[0]).not.toBeInstanceOf(MsafaraProblem);
    expect(asked[1]).toEqual(asked[0]);
    for (const it of asked.slice(0, 1)) if (!(it instanceof MsafaraProblem)) booked.push(it.id);

    const offer = { shipmentId: first, amount: kes(900_000_000), estimatedMinutes: 99 };
    const bids = await atOnce(
      [0, 1].map((door) => () => drivers[0].at(door).submitBid({ key, body: offer })),
    );
    expect(bids[1]).toEqual(bids[0]);
    const [bidId = "bid_"] = bids.flatMap((it) => (it instanceof MsafaraProblem ? [] : [it.id]));

    const award = { params: { id: first }, body: { bidId } };
    const other = crowd.place.world.mint("idk");
    const awards = await atOnce(
      [0, 1].map((door) => () => at(door).awardBid({ ...award, key: other })),
    );
    expect(codesOf(awards)).toEqual({ done: 2 });
    expect(await crowd.happened(first, "bid.selected")).toBe(1);
    await crowd.reaches(first, "booked");
  });
});

describe("bids at the closing instant", () => {
  test("are in the ranking, or were told that they are late, in ten auctions", async () => {
    const loads = await Promise.all(ROUNDS.map(async (round) => await loadFor(colleague(round))));
    // Somebody bids in time, or an auction that nobody reached is over.
    const first = await Promise.all(loads.map(async (it) => await crowd.bid(early[0]!, it)));
    const told = await Promise.all(loads.map(bidAtTheEnd));
    const codes = Object.keys(codesOf(told.flat()));
    expect(codes.every((it) => it === "done" || it === "bid-late")).toBe(true);
    for (const [i, shipmentId] of loads.entries()) {
      await crowd.reaches(shipmentId, "ranked");
      const done = told[i]?.flatMap((it) => (it instanceof MsafaraProblem ? [] : [it.id])) ?? [];
      expect(await standingBids(shipmentId)).toEqual(new Set([...done, first[i]]));
      expect(await crowd.happened(shipmentId, "bids.closed")).toBe(1);
    }
  });
});

/** Forty bids, from half a second before the end to half a second after it. */
async function bidAtTheEnd(shipmentId: Id<"shp">, place: number) {
  const { world } = crowd.place;
  const { closesAt } = await crowd.standing(shipmentId);
  const bidders = Array.from({ length: 40 }, (_, i) => drivers[(place * 10 + i) % 100]!);
  return await atOnce(
    bidders.map((driver, i) => async () => {
      await world.sleep((closesAt ?? 0) - world.now() + (i - 20) * 25);
      return await bidAt(driver, { shipmentId, door: i });
    }),
  );
}

async function standingBids(shipmentId: Id<"shp">): Promise<ReadonlySet<string>> {
  const rows = await crowd.place.look.ask<{ id: string }>(
    `SELECT "bidId" AS id FROM view.bids WHERE "shipmentId" = $1 AND status = 'submitted'`,
    [shipmentId],
  );
  return new Set(rows.map(({ id }) => id));
}
