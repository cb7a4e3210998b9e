import { Fault } from "@msafara/kernel";
import { openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import { openTestDoor } from "../specs/open-test-door.ts";
import { countMarket, type CountParts } from "./count-market.ts";

/** A door to a market that knows how often it was counted. */
function openTally() {
  const world = openStillWorld();
  const tally = { times: 0, open: 5, isAway: false };
  const stats: CountParts["market"]["stats"] = async () => {
    tally.times += 1;
    if (tally.isAway) throw new Fault("The database failed us", { retry: true });
    return {
      at: world.now(),
      shipments: { open: tally.open, booked: 1, underWay: 0, delivered: 0 },
      bids: { lastHour: 3, lastDay: 9 },
      drivers: { registered: 2, available: 1 },
      agents: { active: 4 },
    };
  };
  const handlers = { readStats: countMarket({ market: { stats }, world }) };
  const { app } = openTestDoor({ world, handlers });
  const look = async (tag?: string) => {
    const headers = tag === undefined ? {} : { "if-none-match": tag };
    const { statusCode, body, headers: told } = await app.inject({ url: "/api/v1/stats", headers });
    return { statusCode, body, tag: String(told.etag) };
  };
  return { world, tally, look };
}

test("the market is counted once a second, however many ask", async () => {
  const { world, tally, look } = openTally();
  const [one, other] = await Promise.all([look(), look()]);
  expect([one.statusCode, other]).toEqual([200, one]);
  await world.move(999);
  expect([await look(), tally.times]).toEqual([one, 1]);
  await world.move(1);
  const later = await look();
  expect([later.body === one.body, tally.times]).toEqual([false, 2]);
});

test("its tag holds for as long as its figures do, whenever they were counted", async () => {
  const { world, tally, look } = openTally();
  const { tag } = await look();
  await world.move(60_000);
  expect(await look(tag)).toEqual({ statusCode: 304, body: "", tag });
  expect((await look()).tag).toBe(tag);
  tally.open = 6;
  await world.move(1_000);
  const other = await look(tag);
  expect([other.statusCode, other.tag === tag]).toEqual([200, false]);
});

test("a count that failed is counted again at once", async () => {
  const { tally, look } = openTally();
  tally.isAway = true;
  expect((await look()).statusCode).toBe(503);
  tally.isAway = false;
  expect((await look()).statusCode).toBe(200);
});
