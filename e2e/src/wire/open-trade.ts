import { assert, toIso } from "@msafara/kernel";
import { askWire, type Told } from "./ask-wire.ts";
import { openPerson, type Person } from "./open-cast.ts";
import type { WireStage } from "./open-wire-stage.ts";
import { untilQuiet } from "./take-digest.ts";

const HOUR_MS = 3_600_000;
const KERICHO = { lat: -0.37, lng: 35.28 };
const NAKURU = { lat: -0.3, lng: 36.07 };
const STEPS = ["arrived-pickup", "loaded", "departed", "arrived-delivery", "unloaded", "delivered"];

/** A load of one shipper that has come so far with one driver. */
export interface Haul {
  readonly shipmentId: string;
  readonly bidId: string;
  readonly tripId: string;
}

/** Brings loads along their way through the API, each in hours of its own. */
export interface Trade {
  readonly truck: (driver: Person) => Promise<void>;
  /** A driver with a truck who is under way nowhere: each has one trip at a time. */
  readonly hire: () => Promise<Person>;
  /** What somebody wants moved, in hours that no other load has. */
  readonly load: (extra?: object) => object;
  readonly request: (shipper: Person, extra?: object) => Promise<string>;
  /** An offer that nobody has made yet. */
  readonly offer: (shipmentId: string, extra?: object) => object;
  readonly bid: (shipper: Person, driver: Person) => Promise<Haul>;
  readonly award: (shipper: Person, driver: Person) => Promise<Haul>;
  readonly book: (shipper: Person, driver: Person) => Promise<Haul>;
  readonly deliver: (shipper: Person, driver: Person) => Promise<Haul>;
  /** A step that is reported now. */
  readonly step: (name?: string) => object;
  /** The next number, for what must differ each time. */
  readonly next: () => number;
  /** A phone that nobody has. */
  readonly freshPhone: () => string;
}

const price = (amount: number) => ({ amount, currency: "KES" });

export const PROFILE = {
  vehicle: { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2022 },
  licence: { number: "DL-1", expiresOn: "2099-12-31" },
  policy: { autoBid: false, askMe: true, minRatePerKm: price(9_000) },
};

/** Opens a trade on a stage. */
export function openTrade(stage: WireStage): Trade {
  const goods = openGoods();
  const truck = (driver: Person) => putOnShift(stage, driver);
  return {
    ...goods,
    ...openHauls(stage, goods),
    truck,
    hire: async () => {
      const wish = { name: "Kiptoo", role: "driver", phone: goods.freshPhone() } as const;
      const driver = await openPerson(stage, wish);
      await truck(driver);
      return driver;
    },
  };
}

type Goods = Pick<Trade, "next" | "freshPhone" | "load" | "offer" | "step">;

function openGoods(): Goods {
  let counted = 0;
  const next = () => (counted += 1);
  return {
    next,
    freshPhone: () => `+2547220${String(next()).padStart(5, "0")}`,
    load: (extra = {}) => {
      const begin = Date.now() + (2 + 7 * next()) * HOUR_MS;
      const window = (fromH: number, toH: number) => ({
        from: toIso(begin + fromH * HOUR_MS),
        to: toIso(begin + toH * HOUR_MS),
      });
      return {
        pickup: { address: "Kericho", position: KERICHO, window: window(0, 2) },
        delivery: { address: "Nakuru", position: NAKURU, window: window(3, 5) },
        cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box" },
        serviceLevel: "standard",
        budget: price(2_000_000),
        ...extra,
      };
    },
    offer: (shipmentId, extra = {}) => ({
      shipmentId,
      amount: price(1_200_000 + next()),
      estimatedMinutes: 150,
      ...extra,
    }),
    step: (name = "arrived-pickup") => ({ step: name, at: toIso(Date.now()) }),
  };
}

async function putOnShift(stage: WireStage, { shows: as }: Person): Promise<void> {
  await insist(stage, { method: "PUT", path: "/drivers/me", as, body: PROFILE });
  const body = { available: true, position: KERICHO };
  await insist(stage, { method: "PUT", path: "/drivers/me/availability", as, body });
  await untilQuiet(stage.look);
}

type Hauls = Pick<Trade, "request" | "bid" | "award" | "book" | "deliver">;

/** Each step of a way begins where the one before has ended. */
function openHauls(stage: WireStage, { load, offer, step }: Goods): Hauls {
  const post = async (path: string, asked: Asked) => {
    const { body } = await insist(stage, { method: "POST", path, ...asked });
    await untilQuiet(stage.look);
    return body;
  };
  const request: Hauls["request"] = async ({ shows: as }, extra) => {
    return (await post("/shipments", { as, body: load(extra) })).id;
  };
  const bid: Hauls["bid"] = async (shipper, { shows: as }) => {
    const shipmentId = await request(shipper);
    const { id: bidId } = await post("/bids", { as, body: offer(shipmentId) });
    return { shipmentId, bidId, tripId: "" };
  };
  const award: Hauls["award"] = async (shipper, driver) => {
    const haul = await bid(shipper, driver);
    const { shipmentId: id, bidId } = haul;
    await post("/shipments/{id}/award", { as: shipper.shows, params: { id }, body: { bidId } });
    return haul;
  };
  const book: Hauls["book"] = async (shipper, driver) => {
    const haul = await award(shipper, driver);
    const params = { id: haul.bidId };
    const { tripId } = await post("/bids/{id}/accept", { as: driver.shows, params });
    return { ...haul, tripId };
  };
  const deliver: Hauls["deliver"] = async (shipper, driver) => {
    const haul = await book(shipper, driver);
    const params = { id: haul.tripId };
    for (const name of STEPS) {
      await post("/trips/{id}/progress", { as: driver.shows, params, body: step(name) });
    }
    return haul;
  };
  return { request, bid, award, book, deliver };
}

interface Asked {
  readonly as: Person["shows"];
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** On a good way nothing is refused. */
async function insist(
  stage: WireStage,
  { path, ...asked }: Asked & { readonly method: string; readonly path: string },
): Promise<Told> {
  const told = await askWire(stage, { path: `/api/v1${path}`, ...asked });
  assert(told.status < 300, `${path} is done on a good way, and not answered ${told.text}`);
  return told;
}
