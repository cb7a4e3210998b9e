import {
  type Actor,
  type BidRow,
  type DriverRow,
  mayAct,
  type PaymentRow,
  type ShipmentRow,
  type ShipperRow,
} from "@msafara/domain";
import type { Instant } from "@msafara/kernel";
import type { MemoryDatabase } from "@msafara/runtime/memory";
import type { SeenAgent, SeenBid, SeenLoad, SeenPayment, SeenShipment } from "@msafara/store";
import { defined } from "../defined.ts";
import type { MarketDesk } from "../market-desk.ts";

/* oxlint-disable typescript/no-unsafe-type-assertion -- The rows are those that the rules of the market write. */
interface Rows {
  readonly shipments: ShipmentRow;
  readonly bids: BidRow;
  readonly drivers: DriverRow;
  readonly payments: PaymentRow;
  readonly shippers: ShipperRow;
}

/** The rows of a view, as they are now. */
type Look = <View extends keyof Rows>(view: View) => readonly Rows[View][];

/** Reads what the agents of a spec have written, one page of everything, with the real table of rights. */
export function memoryMarket(
  { tables }: Pick<MemoryDatabase, "tables">,
  now: () => Instant,
): MarketDesk["market"] {
  const all: Look = (view) => {
    const rows = [...(tables.views.get(view)?.values() ?? [])];
    return rows.flatMap(({ row }) => (row === null ? [] : [row as never]));
  };
  return { ...readShipments(all), ...readOthers(all, now) };
}

function readShipments(all: Look) {
  const shipment = (id: string) => all("shipments").find(({ shipmentId }) => shipmentId === id);
  const seen = (viewer: Actor) => all("shipments").filter((row) => maySee(viewer, row));
  const reads: Pick<
    MarketDesk["market"],
    "readShipment" | "isShipmentStill" | "listShipments" | "rankedBids" | "readTimeline"
  > = {
    readShipment: async (viewer, id) => {
      const row = seen(viewer).find(({ shipmentId }) => shipmentId === id);
      return row && seenShipment(row);
    },
    isShipmentStill: async () => false,
    listShipments: async (viewer) => page(seen(viewer).map(seenShipment)),
    rankedBids: async (viewer, id) => {
      const row = shipment(id);
      if (row === undefined || !mayRead(viewer, "read-bids", row)) return undefined;
      const items = row.ranking.map(({ vehicle, toWin, ratingBp: _, ...bid }) => {
        const { amount, ...faster } = toWin;
        const less = amount === undefined ? {} : { amount: { ...bid.amount, amount } };
        const driver = { name: "Juma", rating: null, vehicle };
        return { ...bid, toWin: { ...faster, ...less }, status: "submitted" as const, driver };
      });
      return { items, weights: row.weights };
    },
    readTimeline: async (viewer, id) => {
      const row = shipment(id);
      if (row === undefined || !maySee(viewer, row)) return undefined;
      return page([{ seq: 1, name: "shipment.requested", at: row.requestedAt, data: {} }]);
    },
  };
  return reads;
}

function readOthers(all: Look, now: () => Instant) {
  const reads: Omit<MarketDesk["market"], keyof ReturnType<typeof readShipments>> = {
    searchLoads: async () => page(all("shipments").map(seenLoad)),
    readBid: async (viewer, id) => {
      const row = all("bids").find(({ bidId }) => bidId === id);
      const stands = row && { ownerId: row.driverId, partyIds: [row.shipperId] };
      const may = mayAct(viewer, "read-bid", { kind: "bid", ...stands });
      return row !== undefined && may === true ? seenBid(row) : undefined;
    },
    readDriver: async (id) => {
      const row = all("drivers").find(({ driverId }) => driverId === id);
      return row && { ...row, name: "Juma" };
    },
    readShipper: async (id) => all("shippers").find(({ shipperId }) => shipperId === id),
    readAgent: async (_, type, id) => (type === "driver" ? agentOf(all("drivers"), id) : undefined),
    listAgents: async () =>
      page(all("drivers").flatMap((row) => agentOf([row], row.driverId) ?? [])),
    listPayments: async () => page(all("payments").map(seenPayment)),
    readPayment: async (_, id) => {
      const row = all("payments").find(({ paymentId }) => paymentId === id);
      return row && seenPayment(row);
    },
    stats: async () => ({
      at: now(),
      shipments: { open: all("shipments").length, booked: 0, underWay: 0, delivered: 0 },
      bids: { lastHour: all("bids").length, lastDay: all("bids").length },
      drivers: { registered: all("drivers").length, available: 0 },
      agents: { active: all("drivers").length },
    }),
  };
  return reads;
}

function page<Item>(items: readonly Item[]) {
  return { items, nextCursor: null };
}

function mayRead(viewer: Actor, action: "read-bids" | "read-shipment", row: ShipmentRow): boolean {
  const { shipperId: ownerId, orgId, driverId } = row;
  const partyIds = driverId === null ? [] : [driverId];
  const org = orgId === null ? {} : { orgId };
  return mayAct(viewer, action, { kind: "shipment", ownerId, partyIds, ...org }) === true;
}

function maySee(viewer: Actor, row: ShipmentRow): boolean {
  return mayRead(viewer, "read-shipment", row);
}

function seenShipment(row: ShipmentRow): SeenShipment {
  const { shipmentId, reference, status, biddingOpen, shipperId, request, wave, closesAt } = row;
  const { pickup, delivery, stops, cargo, serviceLevel, budget, bookNow, distanceM } = request;
  const { bidId, driverId, tripId, amount, bookedAt, requestedAt, changedAt } = row;
  const isBooked = bidId && driverId && tripId && amount && bookedAt !== null;
  const asked = { pickup, delivery, stops, cargo, serviceLevel, budget, bookNow, distanceM };
  const named = { shipmentId, reference, status, biddingOpen, shipperId, requestedAt, changedAt };
  return defined({
    ...asked,
    ...named,
    bidding: { ...request.bidding, wave, closesAt },
    booking: isBooked ? { bidId, driverId, tripId, amount, bookedAt } : undefined,
  });
}

function seenLoad({ shipmentId, reference, request, closesAt, decideBy }: ShipmentRow): SeenLoad {
  const { pickup, delivery, stops, serviceLevel, distanceM } = request;
  const { packages: _, ...cargo } = request.cargo;
  const where = { pickup, delivery, stops, distanceM, approachM: 1_000 };
  const until = closesAt ?? decideBy;
  return { shipmentId, reference, ...where, cargo, serviceLevel, closesAt: until };
}

function seenBid({ at: submittedAt, note, answerBy, tripId, ...row }: BidRow): SeenBid {
  const { bidId, status, shipmentId, driverId, amount, estimatedMinutes } = row;
  const bid = { bidId, status, shipmentId, driverId, amount, estimatedMinutes, submittedAt };
  const more = { note: note ?? undefined, answerBy: answerBy ?? undefined };
  return defined({ ...bid, ...more, tripId: tripId ?? undefined });
}

function seenPayment({ ref: _, ...row }: PaymentRow): SeenPayment {
  return row;
}

function agentOf(rows: readonly DriverRow[], id: string): SeenAgent | undefined {
  const row = rows.find(({ driverId }) => driverId === id);
  if (row === undefined) return undefined;
  const { driverId, phase: state, changedAt, policy } = row;
  const profile = { plate: row.plate };
  return {
    type: "driver",
    id: driverId,
    state,
    profile,
    policy: { ...policy },
    changedAt,
  };
}
