import { fromIso, type Id, type Instant, isRefusal } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";
import type { Consequence, Fields } from "../consequence.ts";
import { decideDriver } from "../driver/decide-driver.ts";
import { type Driver, type DriverAward, noDriver } from "../driver/driver.ts";
import type { DriverEvent } from "../driver/driver-event.ts";
import type { DriverCommand, DriverMail, DriverMessage } from "../driver/driver-message.ts";
import { driverPhase } from "../driver/driver-phase.ts";
import { evolveDriver } from "../driver/evolve-driver.ts";
import { followDriver } from "../driver/follow-driver.ts";
import type { ShipmentRequest } from "../shipment/shipment-request.ts";

export const HOUR_MS = 3_600_000;
export const NOW = fromIso("2026-11-21T06:00:00Z") ?? 0;
export const KES = (amount: number) => ({ amount, currency: "KES" });
export const NAIROBI = { lat: -1.2921, lng: 36.8219 };
const MOMBASA = { lat: -4.0435, lng: 39.6682 };

/** Tea from Nairobi to Mombasa, picked up this morning and due tomorrow night. */
const TEA: ShipmentRequest = {
  reference: "SHP-54782-001",
  shipperId: "shr_amina",
  pickup: {
    address: "Industrial Area, Nairobi",
    position: NAIROBI,
    window: { from: NOW + 2 * HOUR_MS, to: NOW + 6 * HOUR_MS },
  },
  delivery: {
    address: "Port Reitz, Mombasa",
    position: MOMBASA,
    window: { from: NOW + 12 * HOUR_MS, to: NOW + 36 * HOUR_MS },
  },
  stops: [],
  cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box", hazardous: false, packages: [] },
  serviceLevel: "standard",
  bidding: { windowSeconds: 120, autoAward: false, budgetShown: false },
  distanceM: 480_000,
};

export const JUMA: Actor = { userId: "usr_juma", role: "driver", agentId: "drv_juma" };

export const PROFILE: Extract<DriverCommand, { type: "set-profile" }> = {
  type: "set-profile",
  by: JUMA,
  vehicle: { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2024 },
  licence: { number: "DL-1", expiresOn: "2027-03-31" },
  documents: [{ documentId: "doc_1", kind: "insurance", expiresOn: "2027-01-31" }],
};
export const POLICY: DriverCommand = {
  type: "set-policy",
  by: JUMA,
  policy: { autoBid: true, askMe: false, minRatePerKm: KES(100_00), marginBp: 0 },
};
export const ON_DUTY: DriverCommand = {
  type: "set-availability",
  by: JUMA,
  available: true,
  position: NAIROBI,
};

/** The request for the tea, as the platform sends it. */
export const ASKED: Extract<DriverMail, { type: "shipment.requested" }> = {
  type: "shipment.requested",
  shipmentId: "shp_tea",
  wave: 1,
  closesAt: NOW + 120_000,
  currency: "KES",
  approachM: 20_000,
  pickup: TEA.pickup,
  delivery: TEA.delivery,
  stops: [],
  cargo: TEA.cargo,
  serviceLevel: "standard",
  distanceM: TEA.distanceM,
};

/** An award of some load for some hours from now. */
export function award(
  name: string,
  { from = 2, to = 36, ...spoil }: Partial<DriverAward> = {},
): DriverMessage {
  return {
    type: "bid.selected",
    shipmentId: `shp_${name}`,
    bidId: `bid_${name}`,
    amount: KES(50_000_00),
    answerBy: NOW + 120_000,
    request: TEA,
    from: NOW + from * HOUR_MS,
    to: NOW + to * HOUR_MS,
    ...spoil,
  };
}

/** The booking of an award that was said yes to first, second … */
export function confirmed(name: string, trip = 1): DriverMessage {
  return {
    type: "booking.confirmed",
    shipmentId: `shp_${name}`,
    bidId: `bid_${name}`,
    tripId: `trp_${trip}`,
    driverId: "drv_juma",
    amount: KES(50_000_00),
  };
}

/** A driver's agent, and everything it said. */
export interface DriverDay {
  readonly driver: Driver;
  readonly events: readonly DriverEvent[];
  readonly followed: readonly Consequence[];
  readonly refused: readonly string[];
  readonly phase: string;
  /** What it told platforms. */
  readonly told: readonly { readonly type: string; readonly [field: string]: any }[];
  /** The last answer to a command. */
  readonly reply: Fields | undefined;
}

/** Plays messages to Juma, who has a truck, a mandate and a shift; mail comes from the shipment's platform. */
export function tellJuma(...messages: readonly DriverMessage[]): DriverDay {
  return tell([PROFILE, POLICY, ON_DUTY, ...messages]);
}

/** Plays messages to a driver of whom nothing is known, all at one moment. */
export function tell(
  messages: readonly DriverMessage[],
  { now = NOW, settings = {} } = {},
): DriverDay {
  const day = startDay(settings);
  for (const message of messages) day.say(message, now);
  return day.read();
}

/** A day that begins with nothing. Ids are counted. */
export function startDay(settings = {}) {
  let driver = noDriver("drv_juma");
  const events: DriverEvent[] = [];
  const followed: Consequence[] = [];
  const refused: string[] = [];
  const counts: Record<string, number> = {};

  function mint<Kind extends string>(kind: Kind): Id<Kind> {
    const count = (counts[kind] = (counts[kind] ?? 0) + 1);
    return `${kind}_${count}`;
  }
  function say(message: DriverMessage, now: Instant): readonly Consequence[] {
    const sender = "shipmentId" in message ? `platform/${message.shipmentId}` : "principal:usr";
    const decided = decideDriver(driver, message, { sender, now, mint, settings });
    if (isRefusal(decided)) {
      refused.push(decided.refused);
      return [];
    }
    const follows = decided.flatMap((event) => {
      driver = evolveDriver(driver, event);
      events.push(event);
      return followDriver(event, { state: driver, message, given: { now } });
    });
    followed.push(...follows);
    return follows;
  }
  function read(): DriverDay {
    const told = followed.flatMap((it) => ("send" in it ? [it.send] : []));
    const replies = followed.flatMap((it) => ("reply" in it ? [it.reply] : []));
    const phase = driverPhase(driver);
    return { driver, events, followed, refused, phase, told, reply: replies.at(-1) };
  }
  return { say, read };
}
