import type { Fix } from "@msafara/contracts";
import type { Id, World } from "@msafara/kernel";
import type { Phones } from "../door/phones.ts";
import type { Market, OpenMarket, Shipment } from "../market.ts";
import { type Floor, type Hauler, openFloor } from "./market-floor.ts";
import { type Citizen, openRegister, problem, type Register } from "./town-register.ts";

const PAGE = 50;

/** A market in memory, as the people of the demonstration meet it. */
export interface Town {
  readonly open: OpenMarket;
  readonly floor: Floor;
  readonly register: Register;
  /** Where trucks said they were, whosever they are. */
  readonly fixes: readonly Fix[];
}

/** Opens a market whose codes come to these phones. */
export function openTown(world: World, phones: Pick<Phones, "hear">): Town {
  const register = openRegister(world, phones);
  const floor = openFloor(world);
  const fixes: Fix[] = [];
  const open: OpenMarket = (token) => {
    const who = async () => register.who(await token());
    const live = { report: (fix: Fix) => void fixes.push(fix) };
    return {
      live,
      ...register.doorsFor(token),
      ...shipperDoors(floor, who),
      ...driverDoors(floor, who),
    };
  };
  return { open, floor, register, fixes };
}

type Who = () => Promise<Citizen>;

function shipperDoors(floor: Floor, who: Who) {
  const own = (id: Id<"shp">) => {
    const shipment = floor.shipments.get(id);
    if (shipment === undefined) throw problem("not-found", 404);
    return shipment;
  };
  return {
    listShipments: async ({ query = {} } = {}) => {
      const { agent } = await who();
      const items = [...floor.shipments.values()]
        .filter((it) => it.shipperId === agent || it.booking?.driverId === agent)
        .filter(({ status }) => query.status === undefined || status === query.status)
        .toReversed()
        .slice(0, query.limit ?? PAGE);
      return { items: items.map((it) => ({ ...it })), nextCursor: null };
    },
    requestShipment: async ({ body }) => {
      const { agent, isProven } = await who();
      if (!isProven) throw problem("phone-not-verified", 403);
      return floor.request(agent as Id<"shr">, body);
    },
    cancelShipment: async ({ params }) => {
      floor.cancel(own(params.id));
      return own(params.id);
    },
    confirmDelivery: async ({ params }) => {
      const shipment = own(params.id);
      if (shipment.status === "delivered") shipment.status = "completed";
      return shipment;
    },
    awardBid: async ({ body }) => {
      const offer = floor.offers.get(body.bidId);
      if (offer === undefined) throw problem("bid-not-found", 404);
      floor.award(offer);
      return { status: "awarding" as const };
    },
    listBids: async ({ params }) => {
      const parts = { price: 0, time: 0, reliability: 0, experience: 0, vehicle: 0 };
      const items = [...floor.offers.values()]
        .filter(({ shipmentId }) => shipmentId === params.id)
        .slice(0, 5)
        .map(({ id, driverId, amount, estimatedMinutes, status }, i) => ({
          id,
          driverId,
          amount,
          estimatedMinutes,
          status,
          parts,
          score: 0,
          rank: i + 1,
          toWin: {},
          driver: { name: null, rating: null, vehicle: vehicleOf(floor.haulers.get(driverId)) },
        }));
      return { items, nextCursor: null, weights: parts };
    },
    setAgentPolicy: async ({ params }) => ({ ...params, state: "", profile: {} }),
  } satisfies Partial<Market>;
}

function driverDoors(floor: Floor, who: Who) {
  const hauler = async (): Promise<Hauler> => {
    const found = floor.haulers.get((await who()).agent as Id<"drv">);
    if (found === undefined) throw problem("profile-missing", 404);
    return found;
  };
  const offer = (id: Id<"bid">) => {
    const found = floor.offers.get(id);
    if (found === undefined) throw problem("bid-not-found", 404);
    return found;
  };
  const answer = (id: Id<"bid">, isYes: boolean) => {
    if (offer(id).status !== "selected") throw problem("no-award-waiting");
    floor.answer(offer(id), isYes);
    return offer(id);
  };
  return {
    readDriver: async () => shown(await hauler(), floor),
    setDriver: async ({ body: { documents, ...said } }) => {
      const id = (await who()).agent as Id<"drv">;
      const profile = { ...said, ...(documents && { documents: [...documents] }) };
      const fresh = {
        id,
        profile,
        available: false,
        position: undefined,
        load: undefined,
        taken: 0,
      };
      floor.haulers.set(id, fresh);
      return shown(fresh, floor);
    },
    setAvailability: async ({ body: { available, position } }) => {
      const him = Object.assign(await hauler(), { available, position });
      return { available, state: shown(him, floor).state };
    },
    reportProgress: async ({ params, body: { step, at } }) => {
      const { id: shipmentId, status } = floor.progress(await hauler(), step);
      return { tripId: params.id, shipmentId, step, status, at };
    },
    searchLoads: async ({ query = {} } = {}) => ({
      items: [...floor.shipments.values()]
        .filter(({ biddingOpen, cargo }) => biddingOpen && cargo.vehicleType === query.vehicleType)
        .map(loadOf),
      nextCursor: null,
    }),
    submitBid: async ({ body }) => floor.bid(await hauler(), body),
    readBid: async ({ params }) => ({ ...offer(params.id) }),
    acceptAward: async ({ params }) => answer(params.id, true),
    declineAward: async ({ params }) => answer(params.id, false),
  } satisfies Partial<Market>;
}

function loadOf(shipment: Shipment) {
  const { id: shipmentId, bidding, ...load } = shipment;
  return { ...load, shipmentId, approachM: 0, closesAt: bidding.closesAt ?? 0 };
}

function vehicleOf(hauler: Hauler | undefined) {
  const { type = "box", capacityKg = 1, yearBuilt = 2020 } = hauler?.profile.vehicle ?? {};
  return { type, capacityKg, yearBuilt } as const;
}

const STATES = ["EnRoute", "Loading", "Loading", "InTransit", "Unloading", "Unloading"] as const;

function shown(hauler: Hauler, { shipments }: Floor) {
  const { id, profile, available, position, load, taken } = hauler;
  const idle = available ? "Available" : "Offline";
  const isBusy = load !== undefined && shipments.has(load);
  return {
    ...profile,
    id,
    reference: "DRV-1",
    name: id,
    state: isBusy ? (STATES[taken] ?? idle) : idle,
    available,
    ...(position === undefined ? {} : { position }),
    rating: null,
    onTime: null,
    updatedAt: 0,
  } as const;
}
