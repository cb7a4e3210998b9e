import type { Actor, ProgressStep, ShipmentRequest } from "@msafara/domain";
import { assert, type Id, type Instant, type Position } from "@msafara/kernel";
import type { Answer } from "@msafara/runtime";
import type { MarketPlay } from "./open-market.ts";

const MINUTE_MS = 60_000;
const KERICHO = { lat: -0.37, lng: 35.28 };
const NAKURU = { lat: -0.3, lng: 36.07 };

export const AMINA: Actor = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" };

export function actorOf(name: string): Actor {
  return { userId: `usr_${name}`, role: "driver", agentId: `drv_${name}` };
}

export interface DriverWish {
  readonly rate?: number;
  readonly askMe?: boolean;
  readonly autoBid?: boolean;
  readonly position?: Position;
}

/** A driver with a box truck near Kericho, on shift; the rate is what sets his price apart. */
export async function hire(play: MarketPlay, name: string, wish: DriverWish = {}): Promise<void> {
  const { rate = 9_001, askMe = false, autoBid = true, position = KERICHO } = wish;
  const [by, to] = [actorOf(name), `driver/drv_${name}`] as const;
  const vehicle = { plate: `K ${name}`, type: "box", capacityKg: 10_000, yearBuilt: 2022 };
  const licence = { number: "DL-1", expiresOn: "2099-12-31" };
  const minRatePerKm = { amount: rate, currency: "KES" };
  const policy = { autoBid, askMe, minRatePerKm, marginBp: 0 };
  await must(play.ask(to, { type: "set-profile", by, vehicle, licence, documents: [] }));
  await must(play.ask(to, { type: "set-policy", by, policy }));
  await must(play.ask(to, { type: "set-availability", by, available: true, position }));
}

export async function hireMany(play: MarketPlay, count: number, wish: DriverWish = {}) {
  const names = Array.from({ length: count }, (_, i) => `d${i}`);
  for (const [i, name] of names.entries())
    await hire(play, name, { rate: 9_001 + 37 * i, ...wish });
  return names;
}

/** Tea from Kericho to Nakuru this afternoon. */
function tea(now: Instant, spoil: Partial<ShipmentRequest> = {}): ShipmentRequest {
  return {
    reference: "SHP-1",
    shipperId: "shr_amina",
    pickup: {
      address: "Kericho",
      position: KERICHO,
      window: { from: now + 30 * MINUTE_MS, to: now + 120 * MINUTE_MS },
    },
    delivery: {
      address: "Nakuru",
      position: NAKURU,
      window: { from: now + 180 * MINUTE_MS, to: now + 600 * MINUTE_MS },
    },
    stops: [],
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box", hazardous: false, packages: [] },
    serviceLevel: "standard",
    bidding: { windowSeconds: 30, autoAward: false, budgetShown: false },
    distanceM: 110_000,
    ...spoil,
  };
}

/** Amina asks for a truck. */
export async function request(
  play: MarketPlay,
  name: string,
  spoil: Partial<ShipmentRequest> = {},
): Promise<Id<"shp">> {
  const shipmentId = `shp_${name}` as const;
  const wanted = tea(play.time.now(), spoil);
  const command = { type: "request-shipment", by: AMINA, request: wanted, account: "active" };
  await must(play.ask(`platform/${shipmentId}`, command));
  return shipmentId;
}

export function phaseOf(play: MarketPlay, shipmentId: Id<"shp">): string {
  return play.state<{ readonly phase: string }>(`platform/${shipmentId}`).phase;
}

/** Waits for a phase; says where the shipment stands if it does not come. */
export async function reaches(
  play: MarketPlay,
  shipmentId: Id<"shp">,
  phase: string,
): Promise<string> {
  await play.until(() => phaseOf(play, shipmentId) === phase);
  return phaseOf(play, shipmentId);
}

export interface BidSeen {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly standing: string;
  readonly amount: { readonly amount: number };
}

export function bidsOf(play: MarketPlay, shipmentId: Id<"shp">): readonly BidSeen[] {
  const shipment = play.state<{ bids?: BidSeen[] }>(`platform/${shipmentId}`);
  return (shipment.bids ?? []).toSorted((one, other) => one.amount.amount - other.amount.amount);
}

/** The cheapest bid first. */
export async function award(play: MarketPlay, shipmentId: Id<"shp">, nth = 0): Promise<Answer> {
  const { bidId } = bidAt(play, shipmentId, nth);
  return await play.ask(`platform/${shipmentId}`, { type: "award-bid", by: AMINA, bidId });
}

export function bidAt(play: MarketPlay, shipmentId: Id<"shp">, nth: number): BidSeen {
  const bid = bidsOf(play, shipmentId)[nth];
  assert(bid !== undefined, "there are that many bids");
  return bid;
}

export async function cancel(play: MarketPlay, shipmentId: Id<"shp">): Promise<Answer> {
  const command = { type: "cancel-shipment", by: AMINA, reason: "sold elsewhere" };
  return await play.ask(`platform/${shipmentId}`, command);
}

const STEPS: readonly ProgressStep[] = [
  "arrived-pickup",
  "loaded",
  "departed",
  "arrived-delivery",
  "unloaded",
  "delivered",
];

/** The booked driver takes steps until one. */
export async function haul(play: MarketPlay, shipmentId: Id<"shp">, last = 6): Promise<void> {
  const { booking } = play.state<any>(`platform/${shipmentId}`);
  const name = String(booking.driverId).slice(4);
  for (const step of STEPS.slice(0, last)) {
    const { tripId } = booking;
    const progress = { type: "progress-trip", by: actorOf(name), tripId, step };
    await must(play.ask(`driver/drv_${name}`, { ...progress, at: play.time.now() }));
    await play.pass(1_000);
  }
}

export async function must(answer: Promise<Answer>): Promise<Answer> {
  const came = await answer;
  assert(came.status === "done", `the command is carried out, not ${JSON.stringify(came)}`);
  return came;
}

/** The code of a refusal, or the status of any other answer. */
export function codeOf(answer: Answer): string {
  return answer.status === "refused" ? answer.refusal.refused : answer.status;
}
