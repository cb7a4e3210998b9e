import { FLEET } from "../cast/fleet.ts";
import type { Shipper } from "../cast/person.ts";
import type { Guest } from "../door/come-in.ts";
import { drawOne } from "../draw.ts";
import type { Market, Shipment } from "../market.ts";
import type { Stage } from "../stage.ts";
import { drawLoad } from "./draw-load.ts";

const HOUR_MS = 3_600_000;
const LOOK_MS = 6_000;
const LISTED = 100;
/** Together twenty on the market at the most, and thirty not over: as many as there are trucks. */
const OPEN_MAX = 2;
const ACTIVE_MAX = 3;
/** What a truck is away for with one load, besides the auction; three trucks there are for each shipper. */
const ROUND_HOURS = 8;
const AUCTION_MS = 60_000;
const TRUCKS_EACH = 3;
/** What is asked for at once while all trucks are free. */
const EAGER_LOADS = 2;
const PAUSE_MS_MAX = 300_000;
const EAGER_MS = 40_000;
/** Somebody who waited so long in vain calls it off, and asks anew some other day. */
const HOPE_MS = 5 * 60_000;
/** In an hour of a truck's life. */
const SECOND_THOUGHTS = 0.03;
/** So few ask without looking who is there. */
const BLIND_SHARE = 0.06;
const CONFIRM_SHARE = 0.5;
const FIRST_CHOICE_SHARE = 0.85;

const OPEN: ReadonlySet<string> = new Set(["requested", "broadcasting", "bidding", "awarding"]);
const OVER: ReadonlySet<string> = new Set(["completed", "cancelled", "expired", "disputed"]);

interface Day {
  readonly stage: Stage;
  readonly shipper: Shipper;
  readonly market: Market;
  readonly dice: () => number;
  nextAt: number;
  looks: number;
  /** In this run or in one before it. */
  hasAsked: boolean;
  asked: number;
}

/** A shipper's day: ask for trucks, look at bids, choose, thank for what arrived, and now and then think better of it. */
export async function tradeAsShipper(
  stage: Stage,
  shipper: Shipper,
  { market, agent }: Guest,
): Promise<() => Promise<number>> {
  if (shipper.manner === "agent" && isShipper(agent)) await setPolicy(market, agent);
  const dice = () => stage.world.dice(`trade:${shipper.phone}`);
  const day: Day = {
    stage,
    shipper,
    market,
    dice,
    nextAt: stage.world.ticks(),
    looks: 0,
    hasAsked: false,
    asked: 0,
  };
  return async () => {
    await takeTurn(day);
    return LOOK_MS;
  };
}

async function setPolicy(market: Market, id: `shr_${string}`): Promise<void> {
  const limit = (amount: number) => ({ amount, currency: "KES" });
  const policy = { autoAward: true, ceiling: limit(60_000_000), openMax: limit(600_000_000) };
  await market.setAgentPolicy({ params: { type: "shipper", id }, body: { policy } });
}

async function takeTurn(day: Day): Promise<void> {
  const { items } = await day.market.listShipments({ query: { limit: LISTED } });
  const late = day.looks++ % 10 === 0 ? await deliveredLongAgo(day.market) : [];
  const active = items.filter(({ status }) => !OVER.has(status));
  for (const shipment of [...active, ...late]) await attend(day, shipment);
  const open = active.filter(({ status }) => OPEN.has(status)).length;
  const isTime = day.stage.world.ticks() >= day.nextAt;
  day.hasAsked ||= items.length > 0;
  if (isTime && open < OPEN_MAX && active.length < ACTIVE_MAX) await request(day);
}

/** What the first page does not show any more. */
async function deliveredLongAgo(market: Market): Promise<readonly Shipment[]> {
  const { items } = await market.listShipments({ query: { status: "delivered", limit: LISTED } });
  return items;
}

async function request(day: Day): Promise<void> {
  const { stage, shipper, market, dice } = day;
  const { hubs } = stage.roads;
  const { manner } = shipper;
  const isFirst = !day.hasAsked;
  const isBlind = !isFirst && dice() < BLIND_SHARE;
  const ready = isBlind ? undefined : readyFor(day, isFirst);
  // All trucks have work: he looks again at his next turn.
  if (!isBlind && ready === undefined) return;
  const body = drawLoad(dice, { now: stage.world.now(), hubs, manner, isFirst, ready });
  day.nextAt = stage.world.ticks() + pauseMs(day) * (0.5 + dice());
  day.asked++;
  const { id } = await market.requestShipment({ body });
  stage.note({ event: "demo.requested", who: shipper.name, shipmentId: id });
}

/** The day begins with a box in the first town: some wait there before anybody waves. */
function readyFor({ stage, shipper, dice }: Day, isFirst: boolean) {
  const { hubs } = stage.roads;
  if (shipper.isFirst && isFirst) return { kind: FLEET[0]!, from: hubs[0]! };
  return stage.yard.speakFor(dice, hubs);
}

/** As many loads as there are trucks for, so that most find one. All trucks are free at first, so the first loads come faster. */
function pauseMs({ stage, asked }: Day): number {
  const roundMs = (ROUND_HOURS * HOUR_MS) / stage.speed + AUCTION_MS;
  return Math.min(roundMs / TRUCKS_EACH, asked < EAGER_LOADS ? EAGER_MS : PAUSE_MS_MAX);
}

async function attend(day: Day, shipment: Shipment): Promise<void> {
  const { id, status } = shipment;
  if (status === "delivered") {
    if (day.dice() < CONFIRM_SHARE) await day.market.confirmDelivery({ params: { id } });
    return;
  }
  if (status !== "bidding" && status !== "booked") return;
  if (day.dice() < secondThoughts(day)) return await callOff(day, shipment);
  if (status === "bidding" && !shipment.biddingOpen) await decide(day, shipment);
}

function secondThoughts({ stage }: Day): number {
  return (SECOND_THOUGHTS * LOOK_MS * stage.speed) / HOUR_MS;
}

/** Bids are in. An agent has chosen by now, if any is within its limits. */
async function decide(day: Day, shipment: Shipment): Promise<void> {
  if (day.shipper.manner === "hand" && (await choose(day, shipment))) return;
  const isHopeless = day.stage.world.now() - shipment.createdAt > HOPE_MS;
  if (isHopeless) await callOff(day, shipment);
}

/** Looks at what the market ranked, and mostly takes the first; answers whether there was one to take. */
async function choose({ market, dice, stage, shipper }: Day, { id }: Shipment): Promise<boolean> {
  const { items } = await market.listBids({ params: { id } });
  const standing = items.filter(({ status }) => status === "submitted");
  const [first, second] = standing;
  if (first === undefined) return false;
  const bid = dice() < FIRST_CHOICE_SHARE ? first : (second ?? first);
  await market.awardBid({ params: { id }, body: { bidId: bid.id } });
  stage.note({ event: "demo.awarded", who: shipper.name, shipmentId: id, rank: bid.rank });
  return true;
}

const REASONS = [
  "The buyer changed his mind",
  "No power at the mill today",
  "We found room on our own truck",
  "Mteja ameahirisha",
] as const;

async function callOff({ market, dice, stage, shipper }: Day, { id }: Shipment): Promise<void> {
  await market.cancelShipment({ params: { id }, body: { reason: drawOne(dice, REASONS) } });
  stage.note({ event: "demo.called-off", who: shipper.name, shipmentId: id });
}

function isShipper(agent: string | null): agent is `shr_${string}` {
  return agent?.startsWith("shr_") === true;
}
