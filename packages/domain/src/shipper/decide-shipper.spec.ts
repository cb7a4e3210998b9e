import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { isRefusal } from "@msafara/kernel";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { SaidToDriver, SaidToPayment, SaidToShipper } from "../shipment/shipment-says.ts";
import { STANDINGS, type ShipmentStatus } from "../shipment/status-of.ts";
import type { DriverMail } from "../driver/driver-message.ts";
import type { PaymentMessage } from "../payment/payment.ts";
import { decideShipper } from "./decide-shipper.ts";
import { evolveShipper } from "./evolve-shipper.ts";
import { followShipper } from "./follow-shipper.ts";
import { mandateFor } from "./mandate-for.ts";
import { noShipper, type Shipper, type ShipperMessage, type ShipperPolicy } from "./shipper.ts";
import { isOver, PHASE_BY_STATUS, shipperPhase } from "./shipper-phase.ts";

const KES = (amount: number) => ({ amount, currency: "KES" });
const AMINA = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" } as const;

function status(to: ShipmentStatus, shipment = "tea"): ShipperMessage {
  return { type: "shipment.status_changed", shipmentId: `shp_${shipment}`, status: to };
}

function booked(amount: number, shipment = "tea"): ShipperMessage {
  return {
    type: "booking.confirmed",
    shipmentId: `shp_${shipment}`,
    bidId: "bid_1",
    tripId: "trp_1",
    driverId: "drv_juma",
    amount: KES(amount),
  };
}

function policy(change: Partial<ShipperPolicy>): ShipperMessage {
  return { type: "set-policy", by: AMINA, policy: change };
}

function after(...messages: readonly ShipperMessage[]) {
  let shipper: Shipper = noShipper("shr_amina");
  const refused: string[] = [];
  for (const message of messages) {
    const sender = "shipmentId" in message ? `platform/${message.shipmentId}` : "principal:usr";
    const events = decideShipper(shipper, message, { sender });
    if (isRefusal(events)) refused.push(events.refused);
    else shipper = events.reduce(evolveShipper, shipper);
  }
  return { shipper, refused, phase: shipperPhase(shipper) };
}

describe("a shipper's agent", () => {
  test("follows each shipment from the request to the delivery (U63)", () => {
    const life = ["requested", "broadcasting", "bidding", "awarding", "booked"] as const;
    const road = ["at-pickup", "loading", "in-transit", "unloading", "delivered"] as const;
    const phases = [...life, ...road, "completed"].map((_, i, all) => {
      return after(...all.slice(0, i + 1).map((it) => status(it as ShipmentStatus))).phase;
    });
    expect(phases).toEqual([
      "RequestPending",
      "RequestPending",
      "RequestPending",
      "BidsReceived",
      "Booked",
      "Booked",
      "Booked",
      "InTransit",
      "InTransit",
      "Delivered",
      "Registered",
    ]);
  });

  test("still has its bids when an award came to nothing", () => {
    expect(after(status("awarding"), status("bidding")).phase).toBe("BidsReceived");
    const told = { ...status("bidding"), phase: "BidsReceived" } as ShipperMessage;
    expect(after(told).phase).toBe("BidsReceived");
  });

  test("shows what wants its eye first", () => {
    expect(after(status("in-transit"), status("disputed", "salt")).phase).toBe("Disputed");
    expect(after(status("disputed", "salt"), status("completed", "salt")).phase).toBe("Registered");
  });

  test("says the same as the platform about every status that is not over (R13)", () => {
    for (const { status: of, shipper, platform } of Object.values(STANDINGS)) {
      if (platform === "Ranked" || isOver(of)) continue;
      expect(PHASE_BY_STATUS[of]).toBe(shipper);
    }
  });

  test("listens to the shipment's own platform only (R24)", () => {
    const message = status("delivered");
    const heard = decideShipper(noShipper("shr_amina"), message, { sender: "platform/shp_other" });
    expect(heard).toMatchObject({ refused: "not-yours" });
  });

  test("tells its people what it tells nobody else", () => {
    const { shipper } = after(status("booked"), booked(70));
    const event = { type: "shipment.over", shipmentId: "shp_tea", status: "expired" } as const;
    const said = followShipper(event, { state: shipper, given: { now: 0 } });
    expect(said).toContainEqual(expect.objectContaining({ view: "shippers", key: "shr_amina" }));
    expect(said.flatMap((it) => ("live" in it ? [it.audience] : []))).toEqual(["shipper"]);
  });
});

describe("a mandate", () => {
  const wish = { currency: "KES" };
  const limited = policy({ autoAward: true, ceiling: KES(100) });

  test("is none as long as a person awards", () => {
    expect(mandateFor(after().shipper, { ...wish, budget: KES(80) })).toEqual({
      autoAward: false,
      budget: KES(80),
    });
  });

  test("goes up to the ceiling, or to the budget if that is less", () => {
    const { shipper } = after(limited);
    expect(mandateFor(shipper, wish)).toEqual({ autoAward: true, budget: KES(100) });
    expect(mandateFor(shipper, { ...wish, budget: KES(80) }).budget).toEqual(KES(80));
  });

  test("shrinks with what is booked, and grows when it is completed", () => {
    const both = [limited, policy({ openMax: KES(150) }), status("booked"), booked(70)] as const;
    expect(mandateFor(after(...both).shipper, wish).budget).toEqual(KES(80));
    const done = after(...both, status("completed"));
    expect(mandateFor(done.shipper, wish).budget).toEqual(KES(100));
    const spent = after(...both, status("booked", "salt"), booked(80, "salt"));
    expect(mandateFor(spent.shipper, wish)).toEqual({ autoAward: false });
  });

  test("is none in another currency, and none where the request says so", () => {
    const { shipper } = after(limited);
    expect(mandateFor(shipper, { currency: "UGX" }).autoAward).toBe(false);
    expect(mandateFor(shipper, { ...wish, autoAward: false }).autoAward).toBe(false);
  });

  test("without a limit is refused, and never given", () => {
    expect(after(policy({ autoAward: true })).refused).toEqual(["limit-missing"]);
    expect(mandateFor(after().shipper, { ...wish, autoAward: true }).autoAward).toBe(false);
  });

  test("is the shipper's to set", () => {
    const juma = { userId: "usr_juma", role: "driver", agentId: "drv_juma" } as const;
    expect(after({ ...policy({}), by: juma } as ShipperMessage).refused).toEqual(["role-may-not"]);
  });

  test("reserves for what is on the market all that it may come to", () => {
    const said = [limited, policy({ openMax: KES(150) }), status("bidding")] as const;
    expect(mandateFor(after(...said).shipper, wish).budget).toEqual(KES(50));
  });

  test("is never overdrawn, however many requests run side by side", () => {
    const anyRequest = record({
      budget: integer({ min: 1, max: 80 }),
      fate: constantFrom("waits", "is booked", "is completed"),
    });
    assert(
      property(array(anyRequest, { maxLength: 12 }), (requests) => {
        const limits = policy({ autoAward: true, ceiling: KES(60), openMax: KES(150) });
        const said: ShipperMessage[] = [limits];
        const later: ShipperMessage[] = [];
        for (const [i, { budget, fate }] of requests.entries()) {
          const mandate = mandateFor(after(...said).shipper, { ...wish, budget: KES(budget) });
          if (!mandate.autoAward) continue;
          const booking = booked(mandate.budget?.amount ?? 0, `${i}`);
          said.push(status("requested", `${i}`));
          if (fate === "waits") later.push(booking);
          else said.push(booking);
          if (fate === "is completed") said.push(status("completed", `${i}`));
        }
        const open = after(...said, ...later).shipper.shipments;
        const spent = open.reduce((sum, { amount }) => sum + (amount?.amount ?? 0), 0);
        expect(spent).toBeLessThanOrEqual(150);
      }),
      { numRuns: 100 },
    );
  });
});

test("what the platform says is what its three listeners understand", () => {
  expectTypeOf<SaidToDriver>().toExtend<DriverMail>();
  expectTypeOf<SaidToPayment>().toExtend<PaymentMessage>();
  expectTypeOf<SaidToShipper>().toExtend<ShipperMessage>();
});
