import type { Actor } from "@msafara/domain";
import { assert, toIso } from "@msafara/kernel";
import type { TestDesk } from "./open-test-desk.ts";

const LETTERS = "01jx5k7q3v9e2m8n4p6r0s1t2";
const MINUTE_MS = 60_000;
const KERICHO = { lat: -0.37, lng: 35.28 };

export const AMINA: Actor = {
  userId: `usr_${LETTERS}a`,
  role: "shipper",
  agentId: `shr_${LETTERS}a`,
};
export const OTIENO: Actor = {
  userId: `usr_${LETTERS}b`,
  role: "shipper",
  agentId: `shr_${LETTERS}b`,
};
export const ADA: Actor = { userId: `usr_${LETTERS}c`, role: "admin" };
export const JUMA: Actor = {
  userId: `usr_${LETTERS}j`,
  role: "driver",
  agentId: `drv_${LETTERS}j`,
};
export const WANJIKU: Actor = {
  userId: `usr_${LETTERS}w`,
  role: "driver",
  agentId: `drv_${LETTERS}w`,
};

export const KES = (amount: number) => ({ amount, currency: "KES" });

export const TRUCK = {
  vehicle: { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2022 },
  licence: { number: "DL-1", expiresOn: "2099-12-31" },
};

export const POLICY = {
  autoBid: false,
  askMe: true,
  minRatePerKm: KES(9_000),
};

/** Tea from Kericho to Nakuru this afternoon; each spec spoils one thing. */
export function tea({ time }: TestDesk, spoil: object = {}) {
  const window = (from: number, to: number) => ({
    from: toIso(time.now() + from * MINUTE_MS),
    to: toIso(time.now() + to * MINUTE_MS),
  });
  return {
    pickup: { address: "Kericho", position: KERICHO, window: window(30, 120) },
    delivery: {
      address: "Nakuru",
      position: { lat: -0.3, lng: 36.07 },
      window: window(180, 600),
    },
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box" },
    serviceLevel: "standard",
    bidding: { windowSeconds: 30 },
    ...spoil,
  };
}

/** Juma declares his truck and goes on shift. */
export async function goOnShift(desk: TestDesk, driver: Actor = JUMA): Promise<void> {
  await desk.ask(driver, "setDriver", { body: { ...TRUCK, policy: POLICY } });
  const shift = { available: true, position: KERICHO };
  const { state } = await desk.ask(driver, "setAvailability", { body: shift });
  assert(state === "Available", `a driver with a truck goes on shift, not ${state}`);
}

/** Waits until a shipment stands so. */
export async function reaches(desk: TestDesk, id: string, status: string): Promise<void> {
  await desk.until(async () => {
    const shown = await desk.ask(ADA, "readShipment", { params: { id } });
    return shown.status === status;
  });
}

/** Tea on the market with Juma's bid on it. */
export async function bidOn(desk: TestDesk, spoil: object = {}) {
  await goOnShift(desk);
  const shipment = await desk.ask(AMINA, "requestShipment", { body: tea(desk, spoil) });
  await reaches(desk, shipment.id, "bidding");
  const body = { shipmentId: shipment.id, amount: KES(1_200_000), estimatedMinutes: 150 };
  const bid = await desk.ask(JUMA, "submitBid", { body });
  return { shipment, bid };
}

/** And the bid is chosen, accepted and paid for. */
export async function book(desk: TestDesk, spoil: object = {}) {
  const { shipment, bid } = await bidOn(desk, spoil);
  await reaches(desk, shipment.id, "bidding");
  const params = { id: shipment.id };
  await desk.ask(AMINA, "awardBid", { params, body: { bidId: bid.id } });
  await desk.until(async () => {
    const said = await desk.ask(JUMA, "acceptAward", { params: { id: bid.id } });
    return said.status === "selected";
  });
  await reaches(desk, shipment.id, "booked");
  return { shipment, bid };
}
