import type { Id } from "@msafara/kernel";
import type { Driver } from "../cast/person.ts";
import type { Market } from "../market.ts";
import type { Stage } from "../stage.ts";
import type { Truck } from "./drive.ts";

const BIDS_MAX = 4;
const RADIUS_KM = 300;
const LOADS_LOOKED_AT = 50;
const CLOSING_MS = 4_000;
const METRES_PER_MINUTE = 750;
const LOADING_MINUTES = 100;
const DECLINE_SHARE = 0.12;
const KEEN_SHARE = 0.7;

type Load = Awaited<ReturnType<Market["searchLoads"]>>["items"][number];

/** What a driver has in his hands who does not leave bidding to his agent. */
export interface Hand {
  readonly driver: Driver;
  readonly market: Market;
  readonly truck: Truck;
  /** Bids of his that may be chosen yet; a handful. */
  readonly bids: Set<Id<"bid">>;
}

/** Answers what waits for an answer, then looks for something worth a bid. */
export async function bidByHand(stage: Stage, hand: Hand): Promise<void> {
  for (const bid of hand.bids) await answerAward(stage, hand, bid);
  const dice = () => stage.world.dice(`hand:${hand.driver.phone}`);
  if (hand.bids.size >= BIDS_MAX || dice() > KEEN_SHARE) return;
  const query = {
    near: hand.truck.where,
    radiusKm: RADIUS_KM,
    vehicleType: hand.driver.kind.type,
    maxWeightKg: hand.driver.profile.vehicle.capacityKg,
    limit: LOADS_LOOKED_AT,
  };
  const { items } = await hand.market.searchLoads({ query });
  const load = items.find((it) => isWorthIt(it, hand, stage.world.now()));
  if (load === undefined) return;
  const bid = await hand.market.submitBid({
    body: {
      shipmentId: load.shipmentId,
      amount: { amount: priceOf(load, hand, dice()), currency: "KES" },
      estimatedMinutes: minutesOf(load),
    },
  });
  hand.bids.add(bid.id);
  stage.note({ event: "demo.bid", who: hand.driver.name, shipmentId: load.shipmentId });
}

async function answerAward(stage: Stage, { driver, market, bids }: Hand, id: Id<"bid">) {
  const { status } = await market.readBid({ params: { id } });
  if (status !== "submitted") bids.delete(id);
  if (status !== "selected") return;
  const isDeclined = stage.world.dice(`answer:${driver.phone}`) < DECLINE_SHARE;
  const answer = isDeclined ? market.declineAward : market.acceptAward;
  await answer({ params: { id } });
}

function isWorthIt(load: Load, { driver, bids }: Hand, now: number): boolean {
  if (load.bidId !== undefined || load.cargo.hazardous || bids.size >= BIDS_MAX) return false;
  if (load.closesAt < now + CLOSING_MS) return false;
  const most = Math.max(load.budget?.amount ?? Infinity, load.bookNow?.amount ?? 0);
  return floorOf(load, driver) <= most;
}

function priceOf(load: Load, { driver }: Hand, luck: number): number {
  const floor = floorOf(load, driver);
  if (load.bookNow !== undefined && load.bookNow.amount >= floor) return load.bookNow.amount;
  const wish = Math.ceil(floor * (1.03 + luck * 0.25));
  return Math.min(wish, load.budget?.amount ?? wish);
}

function floorOf({ distanceM, approachM }: Load, { kind, profile }: Driver): number {
  const rate = profile.policy?.minRatePerKm?.amount ?? kind.ratePerKm;
  return Math.ceil((rate * (distanceM + approachM)) / 1_000);
}

function minutesOf({ distanceM, approachM }: Load): number {
  return Math.ceil((distanceM + approachM) / METRES_PER_MINUTE) + LOADING_MINUTES;
}
