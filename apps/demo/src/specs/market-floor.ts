import type { BodyOf, GivenOf, ROUTES } from "@msafara/contracts";
import {
  assert,
  crowFliesM,
  type Id,
  type Instant,
  type Position,
  type World,
} from "@msafara/kernel";
import type { Shipment } from "../market.ts";
import { problem } from "./town-register.ts";

type Profile = BodyOf<(typeof ROUTES)["setDriver"]>;
type Wanted = GivenOf<(typeof ROUTES)["requestShipment"]>;
type Step = BodyOf<(typeof ROUTES)["reportProgress"]>["step"];
type Writable<Of> = { -readonly [Name in keyof Of]: Of[Name] };

const ANSWER_MS = 120_000;
const RADIUS_M = 400_000;
const STEPS: readonly (readonly [step: Step, status: Shipment["status"]])[] = [
  ["arrived-pickup", "at-pickup"],
  ["loaded", "loading"],
  ["departed", "in-transit"],
  ["arrived-delivery", "at-delivery"],
  ["unloaded", "unloading"],
  ["delivered", "delivered"],
];

/** A driver as the market of a spec knows him. */
export interface Hauler {
  readonly id: Id<"drv">;
  profile: Profile;
  available: boolean;
  position: Position | undefined;
  /** What he has promised; one load per truck and time. */
  load: Id<"shp"> | undefined;
  taken: number;
}

/** A bid, and what became of it. */
export interface Offer {
  readonly id: Id<"bid">;
  readonly shipmentId: Id<"shp">;
  readonly driverId: Id<"drv">;
  readonly amount: { readonly amount: number; readonly currency: string };
  readonly estimatedMinutes: number;
  readonly submittedAt: Instant;
  status: "submitted" | "selected" | "won" | "lost" | "withdrawn" | "fell-away";
}

/** The market of a spec: small, without a server, and strict about what may follow what. */
export interface Floor {
  readonly shipments: Map<Id<"shp">, Writable<Shipment>>;
  readonly haulers: Map<Id<"drv">, Hauler>;
  readonly offers: Map<Id<"bid">, Offer>;
  readonly request: (shipperId: Id<"shr">, wanted: Wanted) => Writable<Shipment>;
  readonly bid: (
    hauler: Hauler,
    offer: Pick<Offer, "shipmentId" | "amount" | "estimatedMinutes">,
  ) => Offer;
  readonly award: (offer: Offer) => void;
  readonly answer: (offer: Offer, isYes: boolean) => void;
  readonly progress: (hauler: Hauler, step: Step) => Writable<Shipment>;
  readonly cancel: (shipment: Writable<Shipment>) => void;
}

/** Opens a market where agents bid at once, auctions close in time, and a truck hauls one load. */
export function openFloor(world: Pick<World, "now" | "sleep" | "mint">): Floor {
  const shipments: Floor["shipments"] = new Map();
  const haulers: Floor["haulers"] = new Map();
  const offers: Floor["offers"] = new Map();
  const offersOn = (id: Id<"shp">) =>
    [...offers.values()].filter((it) => it.shipmentId === id && it.status === "submitted");

  const floor: Floor = {
    shipments,
    haulers,
    offers,
    request: (shipperId, wanted) => {
      const shipment = shipmentOf(world, shipperId, wanted);
      shipments.set(shipment.id, shipment);
      for (const hauler of haulers.values()) askAgent(floor, hauler, shipment);
      void closeInTime(shipment);
      return shipment;
    },
    bid: (hauler, { shipmentId, amount, estimatedMinutes }) => {
      const shipment = shipments.get(shipmentId);
      if (shipment?.status !== "bidding" || !shipment.biddingOpen) throw problem("load-not-open");
      const offer: Offer = {
        id: world.mint("bid"),
        shipmentId,
        driverId: hauler.id,
        amount,
        estimatedMinutes,
        submittedAt: world.now(),
        status: "submitted",
      };
      offers.set(offer.id, offer);
      if (amount.amount <= (shipment.bookNow?.amount ?? 0)) floor.award(offer);
      return offer;
    },
    award: (offer) => {
      const shipment = shipments.get(offer.shipmentId);
      if (shipment?.status !== "bidding") throw problem("load-not-open");
      shipment.biddingOpen = false;
      shipment.status = "awarding";
      offer.status = "selected";
      const asksHim = haulers.get(offer.driverId)?.profile.policy?.askMe === true;
      if (asksHim) void world.sleep(ANSWER_MS).then(() => floor.answer(offer, false));
      else floor.answer(offer, true);
    },
    answer: (offer, isYes) => {
      const [shipment, hauler] = [shipments.get(offer.shipmentId), haulers.get(offer.driverId)];
      if (offer.status !== "selected" || shipment?.status !== "awarding") return;
      if (hauler === undefined || !isYes || hauler.load !== undefined) {
        offer.status = "fell-away";
        shipment.status = "bidding";
        if (shipment.bidding.autoAward) awardBest(shipment);
        return;
      }
      for (const other of offersOn(shipment.id)) other.status = "lost";
      offer.status = "won";
      Object.assign(hauler, { load: shipment.id, taken: 0 });
      shipment.status = "booked";
      const { id: bidId, driverId, amount } = offer;
      shipment.booking = {
        bidId,
        driverId,
        amount,
        tripId: world.mint("trp"),
        bookedAt: world.now(),
      };
    },
    progress: (hauler, step) => {
      const shipment = hauler.load === undefined ? undefined : shipments.get(hauler.load);
      if (shipment === undefined) throw problem("trip-not-found", 404);
      const next = STEPS[hauler.taken];
      assert(next !== undefined, "a trip that is over is in nobody's hands");
      if (next[0] !== step) throw problem("step-out-of-order");
      hauler.taken++;
      shipment.status = next[1];
      if (step === "delivered") hauler.load = undefined;
      return shipment;
    },
    cancel: (shipment) => {
      if (!["bidding", "awarding", "booked", "at-pickup"].includes(shipment.status)) {
        throw problem("shipment-under-way");
      }
      shipment.status = "cancelled";
      for (const offer of offersOn(shipment.id)) offer.status = "lost";
      for (const hauler of haulers.values())
        if (hauler.load === shipment.id) hauler.load = undefined;
    },
  };
  return floor;

  async function closeInTime(shipment: Writable<Shipment>): Promise<void> {
    await world.sleep(shipment.bidding.windowSeconds * 1_000);
    if (shipment.status !== "bidding") return;
    shipment.biddingOpen = false;
    if (offersOn(shipment.id).length === 0) shipment.status = "expired";
    else if (shipment.bidding.autoAward) awardBest(shipment);
  }

  function awardBest({ id }: Shipment): void {
    const [best] = offersOn(id).toSorted((a, b) => a.amount.amount - b.amount.amount);
    if (best !== undefined) floor.award(best);
  }
}

function askAgent(floor: Floor, hauler: Hauler, shipment: Shipment): void {
  const { policy } = hauler.profile;
  const approachM = approachOf(hauler, shipment);
  if (policy?.autoBid !== true || shipment.status !== "bidding" || approachM === undefined) return;
  const { bidding, budget, bookNow, distanceM } = shipment;
  const least = Math.ceil((rateOf(hauler) * (distanceM + approachM)) / 1_000);
  if (bidding.budgetShown && budget !== undefined && least > budget.amount) return;
  const amount = { amount: Math.max(bookNow?.amount ?? 0, least), currency: "KES" };
  floor.bid(hauler, { shipmentId: shipment.id, amount, estimatedMinutes: 600 });
}

function rateOf({ profile }: Hauler): number {
  return profile.policy?.minRatePerKm?.amount ?? 0;
}

/** How far away a truck is that may take it. */
function approachOf(hauler: Hauler, { cargo, pickup }: Shipment): number | undefined {
  const { profile, position, available, load } = hauler;
  if (!available || load !== undefined || position === undefined) return undefined;
  const { type, capacityKg } = profile.vehicle;
  if (type !== cargo.vehicleType || capacityKg < cargo.weightKg) return undefined;
  const approachM = crowFliesM(position, pickup.position);
  return approachM > RADIUS_M ? undefined : approachM;
}

function shipmentOf(
  world: Pick<World, "now" | "mint">,
  shipperId: Id<"shr">,
  { pickup, delivery, cargo, serviceLevel, budget, bookNow, bidding }: Wanted,
): Writable<Shipment> {
  const now = world.now();
  const { windowSeconds = 120, autoAward = false, budgetShown = false } = bidding ?? {};
  const id = world.mint("shp");
  return {
    id,
    reference: "SHP-00000-001",
    status: "bidding",
    biddingOpen: true,
    bidding: {
      windowSeconds,
      autoAward,
      budgetShown,
      wave: 1,
      closesAt: now + windowSeconds * 1_000,
    },
    shipperId,
    pickup,
    delivery,
    stops: [],
    cargo: { ...cargo, hazardous: cargo.hazardous ?? false },
    packages: [],
    serviceLevel,
    ...(budget === undefined ? {} : { budget }),
    ...(bookNow === undefined ? {} : { bookNow }),
    distanceM: Math.ceil((crowFliesM(pickup.position, delivery.position) * 4) / 3),
    trackingUrl: "/track/x",
    createdAt: now,
    updatedAt: now,
  };
}
