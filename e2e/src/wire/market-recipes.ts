import { askWire } from "./ask-wire.ts";
import type { Recipe } from "./good-call.ts";
import { PROFILE } from "./open-trade.ts";

const KERICHO = { lat: -0.37, lng: 35.28 };

/** A good world for each operation of the market. */
export const marketRecipes = {
  requestShipment: ({ trade }, { shipper }) => ({ as: shipper.shows, body: trade.load() }),
  listShipments: (_walk, { shipper }) => ({ as: shipper.shows }),
  readShipment: async ({ trade }, { shipper }) => ({
    as: shipper.shows,
    params: { id: await trade.request(shipper) },
  }),
  changeShipment: async ({ trade }, { shipper }) => ({
    as: shipper.shows,
    params: { id: await trade.request(shipper) },
    body: { budget: { amount: 2_500_000 + trade.next(), currency: "KES" } },
  }),
  cancelShipment: async ({ trade }, { shipper, driver }) => ({
    as: shipper.shows,
    params: { id: (await trade.bid(shipper, driver)).shipmentId },
    body: { reason: "The mill has no power today." },
  }),
  listBids: async ({ trade }, { shipper, driver }) => ({
    as: shipper.shows,
    params: { id: (await trade.bid(shipper, driver)).shipmentId },
  }),
  awardBid: async ({ trade }, { shipper, driver }) => {
    const { shipmentId: id, bidId } = await trade.bid(shipper, driver);
    return { as: shipper.shows, params: { id }, body: { bidId } };
  },
  confirmDelivery: async ({ trade }, { shipper }) => ({
    as: shipper.shows,
    params: { id: (await trade.deliver(shipper, await trade.hire())).shipmentId },
  }),
  readTimeline: async ({ trade }, { shipper }) => ({
    as: shipper.shows,
    params: { id: await trade.request(shipper) },
  }),

  searchLoads: (_walk, { driver }) => ({ as: driver.shows }),
  submitBid: async ({ trade }, { shipper, driver }) => ({
    as: driver.shows,
    body: trade.offer(await trade.request(shipper)),
  }),
  readBid: async ({ trade }, { shipper, driver }) => ({
    as: driver.shows,
    params: { id: (await trade.bid(shipper, driver)).bidId },
  }),
  withdrawBid: async ({ trade }, { shipper, driver }) => ({
    as: driver.shows,
    params: { id: (await trade.bid(shipper, driver)).bidId },
  }),
  acceptAward: async ({ trade }, { shipper, driver }) => ({
    as: driver.shows,
    params: { id: (await trade.award(shipper, driver)).bidId },
  }),
  declineAward: async ({ trade }, { shipper, driver }) => ({
    as: driver.shows,
    params: { id: (await trade.award(shipper, driver)).bidId },
  }),

  readDriver: (_walk, { driver }) => ({ as: driver.shows }),
  setDriver: ({ trade }, { driver }) => ({
    as: driver.shows,
    body: { ...PROFILE, vehicle: { ...PROFILE.vehicle, plate: `KCB ${100 + trade.next()}A` } },
  }),
  setAvailability: ({ trade }, { driver }) => ({
    as: driver.shows,
    body: { available: true, position: { ...KERICHO, lat: -0.37 + trade.next() / 100_000 } },
  }),
  reportProgress: async ({ trade }, { shipper }) => {
    const driver = await trade.hire();
    const { tripId: id } = await trade.book(shipper, driver);
    return { as: driver.shows, params: { id }, body: trade.step() };
  },

  listAgents: ({ cast }) => ({ as: cast.admin.shows }),
  readAgent: (_walk, { driver }) => ({
    as: driver.shows,
    params: { type: "driver", id: driver.agentId ?? "" },
  }),
  setAgentPolicy: ({ trade }, { driver }) => ({
    as: driver.shows,
    params: { type: "driver", id: driver.agentId ?? "" },
    body: { policy: { ...PROFILE.policy, maxDeadheadKm: 100 + trade.next() } },
  }),
  listPayments: (_walk, { shipper }) => ({ as: shipper.shows }),
  readPayment: async ({ stage, trade }, { shipper, driver }) => {
    const { shipmentId } = await trade.book(shipper, driver);
    const path = "/api/v1/payments";
    const asked = { method: "GET", path, as: shipper.shows, query: { shipmentId } };
    const { body } = await askWire(stage, asked);
    return { as: shipper.shows, params: { id: body.items[0].id } };
  },
} as const satisfies Readonly<Record<string, Recipe>>;
