import type {
  Actor,
  Bidding,
  BidStatus,
  Cargo,
  Counterfactual,
  DriverRow,
  Fields,
  FindDrivers,
  PaymentRow,
  PriceHint,
  ShipmentRequest,
  ShipmentRow,
  ShipmentStatus,
  ShipperRow,
  StandingRow,
  Stop,
  VehicleType,
  Weights,
} from "@msafara/domain";
import type { Id, Instant, Money, Position, Refusal } from "@msafara/kernel";
import type { Journal } from "@msafara/runtime";

/** One page of a list, and where the next begins; `null` when there is none. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Which page of a list. A cursor is what the last page of the same list gave. */
export interface WhichPage {
  readonly limit: number;
  readonly cursor?: string;
}

/** A cursor that no page of this list gave. */
export type CursorRefusal = Refusal<"cursor-unknown">;

/** A list, or why there is none. */
export type Listed<Item> = Promise<Page<Item> | CursorRefusal>;

/** A shipment as one viewer may see it; what he may not see is absent. */
export interface SeenShipment extends Pick<
  ShipmentRequest,
  "pickup" | "delivery" | "stops" | "serviceLevel" | "budget" | "bookNow" | "distanceM"
> {
  readonly shipmentId: Id<"shp">;
  readonly reference: string;
  readonly status: ShipmentStatus;
  readonly biddingOpen: boolean;
  readonly bidding: Bidding & { readonly wave: number; readonly closesAt: Instant | null };
  readonly shipperId: Id<"shr">;
  readonly orgId?: Id<"org">;
  readonly cargo: Cargo;
  readonly booking?: {
    readonly bidId: Id<"bid">;
    readonly driverId: Id<"drv">;
    readonly tripId: Id<"trp">;
    readonly amount: Money;
    readonly bookedAt: Instant;
  };
  readonly priceHint?: PriceHint;
  /** What a driver is asked for: whom he proves himself to knows it, and never he. */
  readonly pins?: NonNullable<ShipmentRow["request"]["pins"]>;
  readonly requestedAt: Instant;
  readonly changedAt: Instant;
}

/** A shipment that was asked for alone, and which version of it this is. */
export interface ReadShipment extends SeenShipment {
  /** Another whenever anything of it has changed; absent where nobody keeps versions. */
  readonly version?: string;
}

/** A bid in its place, with who made it and what would have put it first. */
export interface SeenRankedBid extends Pick<
  StandingRow,
  "bidId" | "driverId" | "amount" | "estimatedMinutes" | "score" | "parts" | "rank"
> {
  readonly status: BidStatus;
  readonly toWin: Omit<Counterfactual, "amount"> & { readonly amount?: Money };
  readonly driver: {
    /** `null` when nobody of this name is left. */
    readonly name: string | null;
    readonly rating: number | null;
    readonly vehicle: StandingRow["vehicle"];
  };
}

/** The five best bids, and what counted how much. */
export interface SeenRanking {
  readonly items: readonly SeenRankedBid[];
  readonly weights: Weights;
}

/** A bid as its driver finds it again, and as whom it was made to may read it. */
export interface SeenBid {
  readonly bidId: Id<"bid">;
  readonly status: BidStatus;
  readonly shipmentId: Id<"shp">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly estimatedMinutes: number;
  readonly note?: string;
  readonly submittedAt: Instant;
  readonly answerBy?: Instant;
  readonly tripId?: Id<"trp">;
}

/** A load on the open market: no shipper, and a budget only where it is shown. */
export interface SeenLoad extends Pick<
  ShipmentRequest,
  "serviceLevel" | "distanceM" | "budget" | "bookNow"
> {
  readonly shipmentId: Id<"shp">;
  readonly reference: string;
  readonly pickup: Stop;
  readonly delivery: Stop;
  readonly stops: readonly Stop[];
  readonly cargo: Omit<Cargo, "packages">;
  readonly approachM: number;
  readonly closesAt: Instant;
  /** The viewer's own bid on it. */
  readonly bidId?: Id<"bid">;
}

/** A driver as he sees himself. */
export interface SeenDriver extends DriverRow {
  readonly name: string | null;
}

/** What kinds of agents people look at. */
export type AgentType = "shipper" | "driver" | "facility" | "platform" | "payment" | "resolver";

/** An agent, and what it is about. */
export interface SeenAgent {
  readonly type: AgentType;
  readonly id: Id;
  readonly state: string;
  readonly profile: Fields;
  readonly policy?: Fields;
  readonly changedAt: Instant;
}

/** One thing that happened, with its number in the order in which this viewer was told. */
export interface SeenEvent {
  readonly seq: number;
  readonly name: string;
  readonly at: Instant;
  readonly data: Fields;
}

/** The money of one shipment. */
export type SeenPayment = Omit<PaymentRow, "ref">;

/** The market in figures. */
export interface MarketStats {
  readonly at: Instant;
  readonly shipments: {
    readonly open: number;
    readonly booked: number;
    readonly underWay: number;
    readonly delivered: number;
  };
  readonly bids: { readonly lastHour: number; readonly lastDay: number };
  readonly drivers: { readonly registered: number; readonly available: number };
  readonly agents: { readonly active: number };
}

/** Which shipments somebody looks for. */
export interface ShipmentWish extends WhichPage {
  readonly status?: ShipmentStatus;
  /** Picked up from here on. */
  readonly from?: Instant;
  /** Picked up before. */
  readonly to?: Instant;
  /** Words of addresses, of the cargo, or a reference. */
  readonly q?: string;
}

/** Which loads a driver looks for. */
export interface LoadWish extends WhichPage {
  readonly near: Position;
  readonly radiusKm: number;
  readonly vehicleType?: VehicleType;
  readonly serviceLevel?: ShipmentRequest["serviceLevel"];
  /** In minor units; what has no price to reckon with is left out. */
  readonly minRatePerKm?: number;
  readonly maxWeightKg?: number;
  readonly pickupFrom?: Instant;
  readonly pickupTo?: Instant;
}

/** Which agents an operator looks for. */
export interface AgentWish extends WhichPage {
  readonly type?: AgentType;
  readonly state?: string;
}

/** Which payments somebody looks for. */
export interface PaymentWish extends WhichPage {
  readonly phase?: PaymentRow["phase"];
  readonly shipmentId?: Id<"shp">;
}

/**
 * Every read of the market. Whoever looks is an argument, and what he may not see is as good as absent:
 * `undefined`, or not in the list.
 */
export interface Market {
  readonly readShipment: (viewer: Actor, id: Id<"shp">) => Promise<ReadShipment | undefined>;
  /** Whether this viewer may still see a shipment, and it is the version that he has seen some minutes ago. */
  readonly isShipmentStill: (viewer: Actor, id: Id<"shp">, version: string) => Promise<boolean>;
  /** The newest first. */
  readonly listShipments: (viewer: Actor, wish: ShipmentWish) => Listed<SeenShipment>;
  readonly rankedBids: (viewer: Actor, id: Id<"shp">) => Promise<SeenRanking | undefined>;
  /** In the order in which it happened; the viewer's numbers have no gaps. */
  readonly readTimeline: (
    viewer: Actor,
    id: Id<"shp">,
    page: WhichPage,
  ) => Promise<Page<SeenEvent> | CursorRefusal | undefined>;
  /** The nearest pickup first. */
  readonly searchLoads: (viewer: Actor, wish: LoadWish) => Listed<SeenLoad>;
  readonly readBid: (viewer: Actor, id: Id<"bid">) => Promise<SeenBid | undefined>;
  /** The shipment that a bid is on, for whoever sends its commands there; it says nothing of the bid. */
  readonly whereIsBid: (id: Id<"bid">) => Promise<Id<"shp"> | undefined>;
  /** The trip's driver, for whoever sends its commands there. */
  readonly whereIsTrip: (id: Id<"trp">) => Promise<Id<"drv"> | undefined>;
  readonly readDriver: (id: Id<"drv">) => Promise<SeenDriver | undefined>;
  readonly readShipper: (id: Id<"shr">) => Promise<ShipperRow | undefined>;
  readonly readAgent: (viewer: Actor, type: AgentType, id: Id) => Promise<SeenAgent | undefined>;
  readonly listAgents: (viewer: Actor, wish: AgentWish) => Listed<SeenAgent>;
  /** The newest first. */
  readonly listPayments: (viewer: Actor, wish: PaymentWish) => Listed<SeenPayment>;
  readonly readPayment: (viewer: Actor, id: Id<"pay">) => Promise<SeenPayment | undefined>;
  /** Counts; ask it now and then, not for every visitor. */
  readonly stats: () => Promise<MarketStats>;
  /** Drivers around a pickup whose place is fresh: those whom the load may fit first, the nearest of them first. */
  readonly nearby: (wanted: FindDrivers, limit: number) => Promise<readonly DriverRow[]>;
  /** As what audience somebody may follow a topic of the wire; `undefined` if he may not. */
  readonly audienceOf: (viewer: Actor, topic: string) => Promise<string | undefined>;
  /** What a topic of the engine told an audience after a number, and the number it has come to. */
  readonly readLive: Journal["liveSince"];
}
