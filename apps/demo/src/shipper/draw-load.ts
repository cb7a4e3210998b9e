import type { BodyOf, ROUTES } from "@msafara/contracts";
import { crowFliesM, type Instant } from "@msafara/kernel";
import { FLEET, type Kind } from "../cast/fleet.ts";
import type { Manner } from "../cast/person.ts";
import { type Dice, drawOne, drawWhole } from "../draw.ts";
import type { Hub } from "../roads/open-roads.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A truck may come from far, and has the night for it. */
const PICKUP_HOURS = 14;
const SLACK_HOURS = 24;
const NIGHT_HOURS = 10;
const DRIVING_HOURS_PER_DAY = 8;
const KM_PER_HOUR = 45;
const WAY_MIN_M = 60_000;
const WAY_MAX_M = 1_100_000;
/** As the market reckons as long as nobody looks at a map. */
const ROAD_OVER_CROW = 4 / 3;
const EMPTY_KM = 150;
/** So few loads pay so little that nobody wants them. */
const MISER_SHARE = 0.06;
const POSTED_SHARE = 0.3;

type NewShipment = BodyOf<(typeof ROUTES)["requestShipment"]>;

/** Who sends, when, and between what. */
export interface LoadWish {
  readonly now: Instant;
  readonly hubs: readonly Hub[];
  readonly manner: Manner;
  /** Somebody's first load has a price that is taken at once. */
  readonly isFirst: boolean;
  /** What stands ready, and where; without it luck says what is sent from where. */
  readonly ready?: { readonly kind: Kind; readonly from: Hub } | undefined;
}

/** Draws something to send: what, from where to where, until when, and for how much. */
export function drawLoad(dice: Dice, wish: LoadWish): NewShipment {
  const { now, hubs, manner, isFirst } = wish;
  const { kind, from } = wish.ready ?? drawBlindly(dice, hubs);
  const to = drawOne(dice, hubs, (hub) => tradeBetween(from, hub));
  const km = (crowFliesM(from.at, to.at) * ROAD_OVER_CROW) / 1_000;
  const pickup = { from: now, to: now + PICKUP_HOURS * HOUR_MS };
  const driving = km / KM_PER_HOUR;
  const nights = Math.ceil(driving / DRIVING_HOURS_PER_DAY) + 1;
  const hours = driving + nights * NIGHT_HOURS + SLACK_HOURS;
  return {
    pickup: { address: addressIn(dice, from), position: from.at, window: pickup },
    delivery: {
      address: addressIn(dice, to),
      position: to.at,
      window: { from: now + HOUR_MS, to: pickup.to + Math.ceil(hours) * HOUR_MS },
    },
    cargo: drawCargo(dice, kind),
    serviceLevel: drawOne(dice, ["economy", "standard", "standard", "express"] as const),
    ...drawTerms(dice, { kind, km, manner, isFirst }),
  };
}

function drawBlindly(dice: Dice, hubs: readonly Hub[]) {
  const kind = drawOne(dice, FLEET, ({ trucks }) => trucks);
  return { kind, from: drawOne(dice, hubs, ({ weight }) => weight) };
}

/** Most goes to where much is sold and not far away; nothing goes to the next village, or for days. */
function tradeBetween(from: Hub, to: Hub): number {
  const metres = crowFliesM(from.at, to.at) * ROAD_OVER_CROW;
  return metres > WAY_MIN_M && metres < WAY_MAX_M ? to.weight / metres : 0;
}

const YARDS = ["Godown", "Depot", "Yard", "Gate", "Shed"] as const;
const STREETS = ["Industrial Road", "Station Road", "Soko Street", "Viwandani", "Bypass"] as const;

function addressIn(dice: Dice, { name }: Hub): string {
  return `${drawOne(dice, YARDS)} ${drawWhole(dice, 1, 40)}, ${drawOne(dice, STREETS)}, ${name}`;
}

function drawCargo(
  dice: Dice,
  { type, capacityKg, cargo, temperatureC }: Kind,
): NewShipment["cargo"] {
  return {
    kind: drawOne(dice, cargo),
    weightKg: Math.round(capacityKg * (0.2 + dice() * 0.68)),
    vehicleType: type,
    ...(temperatureC === undefined ? {} : { temperatureC }),
  };
}

interface Terms {
  readonly kind: Kind;
  readonly km: number;
  readonly manner: Manner;
  readonly isFirst: boolean;
}

function drawTerms(dice: Dice, { kind, km, manner, isFirst }: Terms) {
  const isMiser = dice() < MISER_SHARE && !isFirst;
  const isPosted = dice() < POSTED_SHARE || isFirst;
  const fair = kind.ratePerKm * (km + EMPTY_KM);
  const budget = shillings(isMiser ? fair * 0.4 : fair * (1.6 + dice() * 0.6));
  const bidding = {
    windowSeconds: drawOne(dice, [30, 30, 45, 60]),
    autoAward: manner === "agent",
    budgetShown: isMiser || dice() < 0.3,
  };
  // Within the budget, so that no agent of his is asked to spend more than he named.
  const posted = { bookNow: shillings(Math.min(fair * 1.3, budget.amount)) };
  return { budget, bidding, ...(isPosted && !isMiser ? posted : {}) };
}

/** Round, as people name a price: to the next hundred shillings. */
function shillings(cents: number): { readonly amount: number; readonly currency: string } {
  return { amount: Math.ceil(cents / 10_000) * 10_000, currency: "KES" };
}
