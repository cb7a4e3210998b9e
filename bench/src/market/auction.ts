import {
  type Bid,
  decideShipment,
  evolveShipment,
  followShipment,
  MARKET_POLICY,
  NO_SHIPMENT,
  type Shipment,
  type ShipmentEvent,
  type ShipmentMessage,
  type ShipmentRequest,
} from "@msafara/domain";
import { assert, type Id, type Instant, isRefusal } from "@msafara/kernel";

const HOUR_MS = 3_600_000;
const BIDS_MAX = 1_000;
const shipmentId: Id<"shp"> = "shp_bench";

/** An instant in an auction, and what there is of it. */
export interface Scene {
  readonly shipment: Shipment;
  readonly now: Instant;
}

/** What a turn leaves. */
export interface Left extends Scene {
  readonly follows: readonly unknown[];
}

/** An auction with so many bids, as the rules themselves make it. */
export function auctionWith(count: number, now: Instant): Scene {
  const by = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" } as const;
  const request = requestAt(now);
  const asked = { type: "request-shipment", by, request, account: "active" } as const;
  let scene: Scene = takeTurn({ shipment: NO_SHIPMENT, now }, asked);
  for (let i = 0; i < count; i++) scene = takeBid(scene, i);
  return scene;
}

/** The whole turn that takes a bid in: decided, evolved, followed. */
export function takeBid(scene: Scene, i: number): Left {
  const driverId: Id<"drv"> = `drv_${i}`;
  return takeTurn(scene, {
    type: "submit-bid",
    by: { userId: `usr_${i}`, role: "driver", agentId: driverId },
    driverId,
    amount: { amount: 800_000 + ((i * 7_919) % 400_000), currency: "KES" },
    estimatedMinutes: 300 + ((i * 104_729) % 400),
    standing: "good",
    profile: {
      vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2010 + (i % 16) },
      rating: 9_000,
      onTimeBp: 7_000 + ((i * 31) % 3_000),
      similar: i % 120,
    },
  });
}

/** The bids that stand on it. */
export function bidsOn({ shipment }: Scene): readonly Bid[] {
  assert("bids" in shipment, "a shipment on the market has bids");
  return shipment.bids;
}

function takeTurn({ shipment, now }: Scene, message: ShipmentMessage): Left {
  const policy = { ...MARKET_POLICY, bidsMax: BIDS_MAX };
  const bidId: Id<"bid"> =
    "by" in message && "driverId" in message ? `bid_${message.driverId}` : "bid_0";
  const events = decideShipment(shipment, message, {
    now,
    shipmentId,
    bidId,
    policy,
    dice: () => 0,
  });
  assert(!isRefusal(events), "nothing in this scene is refused");
  let left = shipment;
  const follows = events.flatMap((event: ShipmentEvent) => {
    left = evolveShipment(left, event);
    return followShipment(event, { shipment: left, message, shipmentId, now });
  });
  return { shipment: left, follows, now };
}

function requestAt(now: Instant): ShipmentRequest {
  const window = (from: number, to: number) => ({
    from: now + from * HOUR_MS,
    to: now + to * HOUR_MS,
  });
  return {
    reference: "SHP-54782-001",
    shipperId: "shr_amina",
    pickup: { address: "Nairobi", position: { lat: -1.29, lng: 36.82 }, window: window(2, 6) },
    delivery: { address: "Mombasa", position: { lat: -4.04, lng: 39.67 }, window: window(12, 36) },
    stops: [],
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box", hazardous: false, packages: [] },
    serviceLevel: "standard",
    bidding: { windowSeconds: 120, autoAward: false, budgetShown: false },
    distanceM: 480_000,
  };
}
