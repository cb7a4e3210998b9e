import { beforeAll, describe, expect, test } from "vitest";
import { drawCast } from "./cast/draw-cast.ts";
import { openPhones } from "./door/phones.ts";
import { openTurnstile } from "./door/open-turnstile.ts";
import { playDemo } from "./play-demo.ts";
import { openRoads, type Roads } from "./roads/open-roads.ts";
import { readMap } from "./roads/read-map.ts";
import { openFastWorld } from "./specs/fast-world.ts";
import { openTown } from "./specs/open-town.ts";
import type { Note } from "./stage.ts";
import { openYard } from "./yard.ts";

const MINUTE_MS = 60_000;
const SEED = 7;
/** What the market may say no to: somebody else was faster, or it was called off meanwhile. */
const USUAL = new Set(["load-not-open", "no-award-waiting", "shipment-under-way"]);
const OPEN: ReadonlySet<string> = new Set(["bidding", "awarding"]);

let roads: Roads;
beforeAll(async () => {
  roads = openRoads(await readMap(SEED));
}, 30_000);

/** Thirty drivers and ten shippers in a market of memory, over as many starts as wanted. */
function openDay(seed = SEED) {
  const world = openFastWorld(seed);
  const phones = openPhones(world);
  const town = openTown(world, phones);
  const cast = drawCast(() => world.dice("cast"), roads.hubs);
  const notes: Note[] = [];
  const welcomed: string[] = [];
  const begin = () => {
    const ending = new AbortController();
    const stage = {
      world,
      roads,
      yard: openYard(world),
      speed: 60,
      ended: ending.signal,
      note: (line: Note) => notes.push(line),
    };
    const turnstile = openTurnstile(world, { atOnce: 6, apartMs: 5_000 });
    const door = { world, phones, turnstile, password: "x", open: town.open };
    const welcome = async ({ phone }: { readonly phone: string }) => void welcomed.push(phone);
    const whole = playDemo({ stage, cast, door, welcome });
    return async () => {
      ending.abort();
      await world.pass(MINUTE_MS);
      await whole;
    };
  };
  const count = (...statuses: readonly string[]) =>
    [...town.floor.shipments.values()].filter(({ status }) => statuses.includes(status)).length;
  return { world, town, notes, welcomed, begin, count };
}

describe("an hour of the market", () => {
  test("has a booking within a minute, and everybody in after four", async () => {
    const { world, begin, count, welcomed, town } = openDay();
    begin();
    await world.pass(20_000);
    expect(count("booked", "at-pickup", "loading", "in-transit")).toBeGreaterThan(0);
    await world.pass(4 * MINUTE_MS);
    expect(new Set(welcomed).size).toBe(40);
    expect(town.register.attempts).toEqual({ registered: 40, signedIn: 0 });
  });

  test("moves freight, and never has more on the market than it can bear", async () => {
    const { world, begin, count, notes, town } = openDay();
    begin();
    for (let minute = 0; minute < 60; minute++) {
      await world.pass(MINUTE_MS);
      expect(count("bidding", "awarding")).toBeLessThanOrEqual(20);
    }
    expect(count("completed")).toBeGreaterThan(50);
    const decided = [...town.floor.shipments.values()].filter(({ status }) => !OPEN.has(status));
    const booked = decided.filter(({ booking }) => booking !== undefined);
    expect(booked.length / decided.length).toBeGreaterThan(0.8);
    expect(booked.length).toBeLessThan(decided.length);
    expect(town.fixes.length).toBeGreaterThan(1_000);
    const refused = notes.filter(({ event }) => event === "demo.refused");
    expect(refused.filter(({ code }) => !USUAL.has(String(code)))).toEqual([]);
  });

  test("goes on after a restart: nobody registers twice, and what was on the road arrives", async () => {
    const { world, town, begin, count } = openDay();
    const end = begin();
    await world.pass(20 * MINUTE_MS);
    await end();
    const onTheRoad = [...town.floor.haulers.values()].flatMap(({ load }) => load ?? []);
    expect(onTheRoad.length).toBeGreaterThan(3);
    begin();
    await world.pass(60 * MINUTE_MS);
    expect(town.register.attempts).toEqual({ registered: 40, signedIn: 40 });
    const over = onTheRoad.filter((id) => {
      const { status = "" } = town.floor.shipments.get(id) ?? {};
      return ["delivered", "completed", "cancelled"].includes(status);
    });
    expect(over).toEqual(onTheRoad);
    expect(count("completed")).toBeGreaterThan(50);
  });

  test("is the same hour for the same seed, and another for another", async () => {
    const play = async (seed: number) => {
      const { world, begin, notes } = openDay(seed);
      begin();
      await world.pass(10 * MINUTE_MS);
      return notes;
    };
    const first = await play(3);
    expect(await play(3)).toEqual(first);
    expect(await play(4)).not.toEqual(first);
  });
});
