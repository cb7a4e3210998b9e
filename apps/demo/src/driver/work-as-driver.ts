import { MsafaraProblem } from "@msafara/client";
import { crowFliesM } from "@msafara/kernel";
import type { Driver } from "../cast/person.ts";
import type { Guest } from "../door/come-in.ts";
import { drawOne } from "../draw.ts";
import type { Market } from "../market.ts";
import type { Stage } from "../stage.ts";
import { bidByHand, type Hand } from "./bid-by-hand.ts";
import { drive } from "./drive.ts";
import { findTrip, hasWork, haul, type Trip } from "./haul.ts";
import { openTracker, type Tracker } from "./open-tracker.ts";

const HOUR_MS = 3_600_000;
const SOON_MS = 2_000;
const LOOK_MS = 7_000;
/** A position that is half an hour old is where a truck was. */
const ANNOUNCE_MS = 10 * 60_000;
const REST_SHARE = 0.12;
const REST_HOURS = 7;
const REST_MS_MIN = 90_000;
const IDLE_HOURS = 5;
const IDLE_MS_MIN = 3 * 60_000;
const BUSY_WEIGHT = 2;
const THERE_M = 5_000;

interface Day {
  readonly stage: Stage;
  readonly driver: Driver;
  readonly hand: Hand;
  readonly market: Market;
  /** His own agent, as bookings name it. */
  readonly id: string;
  readonly tell: Tracker;
  trip: Trip | undefined;
  announcedAt: number;
  idleSince: number;
  restUntil: number;
}

/** A driver's day: on shift, looking for work or asked by his agent, hauling, resting, and on again. */
export async function workAsDriver(
  stage: Stage,
  driver: Driver,
  { market, agent }: Guest,
): Promise<() => Promise<number>> {
  const known = await readProfile(market);
  if (known?.vehicle === undefined) await market.setDriver({ body: driver.profile });
  const truck = { where: known?.position ?? driver.home };
  const now = stage.world.ticks();
  const day: Day = {
    stage,
    driver,
    market,
    id: agent ?? "",
    tell: openTracker({ world: stage.world, live: market.live, speed: stage.speed }),
    hand: { driver, market, truck, bids: new Set() },
    trip: undefined,
    announcedAt: -Infinity,
    idleSince: now,
    restUntil: now,
  };
  return async () => await takeTurn(day);
}

async function readProfile(market: Market) {
  try {
    return await market.readDriver();
  } catch (error) {
    if (error instanceof MsafaraProblem && error.code === "profile-missing") return undefined;
    throw error;
  }
}

async function takeTurn(day: Day): Promise<number> {
  if (day.trip !== undefined) return await goOn(day, day.trip);
  const { state } = await day.market.readDriver();
  if (hasWork(state)) {
    day.trip = await findTrip(day.market, day.id, state);
    return SOON_MS;
  }
  return state === "Offline" ? await comeOn(day) : await lookForWork(day);
}

async function goOn(day: Day, trip: Trip): Promise<number> {
  const { stage, market, hand, tell } = day;
  if (await haul(stage, { market, truck: hand.truck, tell }, trip)) return 0;
  day.trip = undefined;
  day.idleSince = stage.world.ticks();
  if (stage.ended.aborted) return SOON_MS;
  const isTired = stage.world.dice(`rest:${day.driver.phone}`) < REST_SHARE;
  if (!isTired) {
    await announce(day);
    return SOON_MS;
  }
  day.restUntil = day.idleSince + Math.max(REST_MS_MIN, (REST_HOURS * HOUR_MS) / stage.speed);
  await market.setAvailability({ body: { available: false } });
  return SOON_MS;
}

async function comeOn(day: Day): Promise<number> {
  if (day.stage.world.ticks() >= day.restUntil) await announce(day);
  return LOOK_MS;
}

async function lookForWork(day: Day): Promise<number> {
  const { stage, driver, hand } = day;
  const now = stage.world.ticks();
  const { phone, manner, kind } = driver;
  stage.yard.wave({ driver: phone, manner, kind, where: hand.truck.where });
  if (now - day.announcedAt > ANNOUNCE_MS) await announce(day);
  if (driver.manner === "hand") await bidByHand(stage, hand);
  const patienceMs = Math.max(IDLE_MS_MIN, (IDLE_HOURS * HOUR_MS) / stage.speed);
  if (now - day.idleSince > patienceMs) await goWhereWorkIs(day);
  return LOOK_MS;
}

/** Whoever was left where nothing is to be had drives empty to where there is. */
async function goWhereWorkIs(day: Day): Promise<void> {
  const { stage, hand, market } = day;
  day.idleSince = stage.world.ticks();
  const busy = stage.roads.hubs.filter(({ at, weight }) => {
    return weight >= BUSY_WEIGHT && crowFliesM(at, hand.truck.where) > THERE_M;
  });
  const dice = () => stage.world.dice(`empty:${day.driver.phone}`);
  const near = ({ at }: { readonly at: typeof hand.truck.where }) =>
    1 / Math.max(crowFliesM(at, hand.truck.where), THERE_M);
  const { at: to } = drawOne(dice, busy, near);
  const isWanted = async () => !hasWork((await market.readDriver()).state);
  await drive(stage, hand.truck, { to, isWanted });
  if (!stage.ended.aborted) await announce(day);
}

async function announce(day: Day): Promise<void> {
  const position = day.hand.truck.where;
  await day.market.setAvailability({ body: { available: true, position } });
  day.announcedAt = day.stage.world.ticks();
}
