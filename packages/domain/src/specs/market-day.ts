import { assert, type Id, type Instant, isRefusal, type Refusal } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";
import type { Consequence, Fields } from "../consequence.ts";
import { decideShipment } from "../shipment/decide-shipment.ts";
import { evolveShipment } from "../shipment/evolve-shipment.ts";
import { followShipment } from "../shipment/follow-shipment.ts";
import { MARKET_POLICY, type MarketPolicy } from "../shipment/market-policy.ts";
import { NO_SHIPMENT, type Shipment } from "../shipment/shipment.ts";
import type { ShipmentEvent } from "../shipment/shipment-event.ts";
import type {
  AskedCandidate,
  BidderProfile,
  ProgressStep,
  ShipmentCommand,
  ShipmentMessage,
} from "../shipment/shipment-message.ts";
import type { ShipmentRequest } from "../shipment/shipment-request.ts";

/** Eight in the morning in Nairobi, some Monday. */
export const MORNING: Instant = Date.UTC(2026, 10, 23, 5);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const AMINA: Actor = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" };
export const SUPPORT: Actor = { userId: "usr_support", role: "support" };

/** Tea from Kericho to Mombasa, wanted today; each test spoils one thing. */
export function tea(spoil: Partial<ShipmentRequest> = {}): ShipmentRequest {
  return {
    reference: "SHP-54782-001",
    shipperId: "shr_amina",
    pickup: {
      address: "Kericho",
      position: { lat: -0.37, lng: 35.28 },
      window: { from: MORNING + 4 * HOUR, to: MORNING + 8 * HOUR },
    },
    delivery: {
      address: "Mombasa",
      position: { lat: -4.04, lng: 39.67 },
      window: { from: MORNING + 20 * HOUR, to: MORNING + 30 * HOUR },
    },
    stops: [],
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box", hazardous: false, packages: [] },
    serviceLevel: "standard",
    bidding: { windowSeconds: 120, autoAward: false, budgetShown: false },
    distanceM: 750_000,
    ...spoil,
  };
}

export function driverOf(name: string): Actor {
  return { userId: `usr_${name}`, role: "driver", agentId: `drv_${name}` };
}

/** A decent truck and a decent record. */
export function profile(spoil: Partial<BidderProfile> = {}): BidderProfile {
  return {
    vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2024 },
    rating: 9_000,
    onTimeBp: 9_000,
    similar: 50,
    ...spoil,
  };
}

export function candidate(name: string): AskedCandidate {
  return { driverId: `drv_${name}`, distanceM: 12_000, ...profile() };
}

/** One shipment's day: what it is told, what it becomes, and what follows. */
export interface Day {
  readonly shipment: () => Shipment;
  readonly now: () => Instant;
  readonly events: () => readonly ShipmentEvent[];
  readonly carried: () => readonly Consequence[];
  /** Timers that are set, by name. */
  readonly timers: () => ReadonlyMap<string, { due: Instant; message: ShipmentMessage }>;
  readonly tell: (message: ShipmentMessage) => readonly ShipmentEvent[] | Refusal;
  readonly wait: (ms: number) => void;
  /** Waits until a timer is due, and lets it ring. */
  readonly ring: (name: string) => readonly ShipmentEvent[] | Refusal;
}

/** A day on which nothing has happened yet. */
export function openDay(policy: MarketPolicy = MARKET_POLICY): Day {
  let shipment = NO_SHIPMENT;
  let [now, minted] = [MORNING, 0];
  const events: ShipmentEvent[] = [];
  const carried: Consequence[] = [];
  const timers = new Map<string, { due: Instant; message: ShipmentMessage }>();

  function tell(message: ShipmentMessage) {
    minted += 1;
    const given = {
      now,
      shipmentId: "shp_tea",
      bidId: `bid_hand${minted}`,
      policy,
      dice: () => 0.4711,
    } as const;
    const decided = decideShipment(shipment, message, given);
    if (isRefusal(decided)) return decided;
    for (const event of decided) {
      shipment = evolveShipment(shipment, event);
      events.push(event);
      const around = { shipment, message, shipmentId: given.shipmentId, now };
      for (const consequence of followShipment(event, around)) {
        carried.push(consequence);
        if ("timer" in consequence) {
          const { due, message: ringing } = consequence;
          timers.set(consequence.timer, { due, message: ringing as ShipmentMessage });
        }
        if ("cancel" in consequence) timers.delete(consequence.cancel);
      }
    }
    return decided;
  }

  return {
    shipment: () => shipment,
    now: () => now,
    events: () => events,
    carried: () => carried,
    timers: () => timers,
    tell,
    wait: (ms) => {
      now += ms;
    },
    ring: (name) => {
      const timer = timers.get(name);
      assert(timer !== undefined, `the timer "${name}" is set`);
      timers.delete(name);
      now = Math.max(now, timer.due);
      return tell(timer.message);
    },
  };
}

/** Amina asks for a truck, and the roster has found these drivers. */
export function onMarket(names: readonly string[] = ["juma", "wanjiku"], request = tea()): Day {
  const day = openDay();
  day.tell(requested(request));
  found(day, names);
  return day;
}

export function requested(request = tea()): ShipmentCommand {
  return { type: "request-shipment", by: AMINA, request, account: "active" };
}

/** The roster answers the wave that it was asked for. */
export function found(day: Day, names: readonly string[]): void {
  const shipment = day.shipment();
  const wave = "wave" in shipment ? shipment.wave : 0;
  const asked = names.map(candidate);
  day.tell({ type: "find-drivers.done", result: { wave, asked, passedOver: [] } });
}

/** A driver's agent bids; the id of the bid carries his name. */
export function bids(day: Day, name: string, amount: number): Id<"bid"> {
  const bidId = `bid_${name}` as const;
  day.tell({
    type: "bid.submitted",
    bidId,
    driverId: `drv_${name}`,
    amount: { amount, currency: "KES" },
    estimatedMinutes: 900,
    by: "policy",
    profile: profile(),
    standing: "good",
  });
  return bidId;
}

export function award(day: Day, name: string): readonly ShipmentEvent[] | Refusal {
  return day.tell({ type: "award-bid", by: AMINA, bidId: `bid_${name}` });
}

export function commits(day: Day, name: string, trip = name): void {
  day.tell({
    type: "commitment.made",
    shipmentId: "shp_tea",
    bidId: `bid_${name}`,
    driverId: `drv_${name}`,
    tripId: `trp_${trip}`,
  });
}

export function declines(day: Day, name: string, why = "busy"): void {
  day.tell({
    type: "commitment.declined",
    shipmentId: "shp_tea",
    bidId: `bid_${name}`,
    driverId: `drv_${name}`,
    ...(why === "withdrawn" || why === "given-up" ? { tripId: `trp_${name}` } : {}),
    why,
  });
}

export function isHeld(day: Day, name: string): void {
  day.tell({ type: "payment.held", shipmentId: "shp_tea", bidId: `bid_${name}` });
}

export function isNotHeld(day: Day, name: string, why = "card-declined"): void {
  day.tell({ type: "payment.refused", shipmentId: "shp_tea", bidId: `bid_${name}`, why });
}

/** Juma is booked at 40,000 shillings; Wanjiku was dearer. */
export function booked(request = tea()): Day {
  const day = onMarket(["juma", "wanjiku"], request);
  bids(day, "juma", 40_000_00);
  bids(day, "wanjiku", 50_000_00);
  award(day, "juma");
  commits(day, "juma");
  isHeld(day, "juma");
  return day;
}

/** The booked truck reports a step. */
export function arrives(day: Day, step: ProgressStep): Day {
  const at = day.now();
  const ids = { shipmentId: "shp_tea", tripId: "trp_juma", driverId: "drv_juma" } as const;
  day.tell({ type: "trip.progressed", ...ids, step, at });
  return day;
}

/** What a day's last turn, or all of it, sent to an address: types, with what is asked for of each. */
export function sentTo(day: Day, to: string): readonly { readonly type: string }[] {
  return day.carried().flatMap((it) => ("send" in it && it.to === to ? [it.send] : []));
}

export function typesTo(day: Day, to: string): readonly string[] {
  return sentTo(day, to).map(({ type }) => type);
}

/** Live events by name for one audience, in their order. */
export function liveTo(day: Day, audience: string, name: string): readonly any[] {
  return day
    .carried()
    .flatMap((it) =>
      "live" in it && it.audience === audience && it.live === name ? [it.body] : [],
    );
}

/** What the last command was answered. */
export function replyOf(day: Day): Fields | undefined {
  return day
    .carried()
    .flatMap((it) => ("reply" in it ? [it.reply] : []))
    .at(-1);
}

/** A row as it stands. */
export function rowOf(day: Day, view: string, key: string): Fields | null | undefined {
  const rows = day.carried().flatMap((it) => ("view" in it ? [it] : []));
  return rows.findLast((it) => it.view === view && it.key === key)?.row;
}
