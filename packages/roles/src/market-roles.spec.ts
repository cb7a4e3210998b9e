import { noPayment, NO_SHIPMENT, noDriver } from "@msafara/domain";
import type { Address, Given } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import { driverRole } from "./driver-role.ts";
import { marketRoles } from "./market-roles.ts";
import { paymentRole } from "./payment-role.ts";
import { platformRole } from "./platform-role.ts";
import { type Shipper, shipperRole } from "./shipper-role.ts";

const AMINA = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" } as const;
const IDS = { shipmentId: "shp_tea", bidId: "bid_1" } as const;

function given(self: Address, sender: string): Given {
  return {
    self,
    sender,
    now: 1_000,
    mint: (kind) => `${kind}_1`,
    dice: () => 0.5,
    release: 1,
    settings: {},
  };
}

describe("the roles of the market", () => {
  test("have names of their own, and know no message twice", () => {
    const names = marketRoles.map(({ name }) => name);
    expect(names).toEqual(["platform", "driver", "payment", "shipper"]);
    for (const { messages } of marketRoles) expect(new Set(messages).size).toBe(messages.length);
  });

  test.for([
    [{ type: "payment.held", ...IDS }, "payment/shp_milk", "payment/shp_tea"],
    [{ type: "payment.released", ...IDS }, "principal:usr_amina", "payment/shp_tea"],
    [
      { type: "commitment.made", ...IDS, driverId: "drv_juma", tripId: "trp_1" },
      "driver/drv_otieno",
      "driver/drv_juma",
    ],
    [
      { type: "request.passed", driverId: "drv_juma", why: "busy" },
      "driver/drv_x",
      "driver/drv_juma",
    ],
    [{ type: "commitment.declined", ...IDS, why: "busy" }, "principal:usr_x", "driver/drv_juma"],
    [{ type: "find-drivers.failed", reason: "" }, "driver/drv_juma", "effect:eff_1"],
    [{ type: "confirm.rang" }, "principal:usr_juma", "timer:confirm"],
    [
      { type: "dispute.opened", shipmentId: "shp_tea", caseId: "cse_1" },
      "resolver/shp_x",
      "resolver/shp_tea",
    ],
  ] as const)(
    "a shipment believes %o from nobody but whom it must come from",
    ([message, wrong, right]) => {
      const hear = (sender: string) =>
        platformRole.decide(NO_SHIPMENT, message, given("platform/shp_tea", sender));
      expect(hear(wrong)).toMatchObject({ refused: "not-yours" });
      expect(hear(right)).not.toMatchObject({ refused: "not-yours" });
    },
  );

  test("money is held when the vendor says so, and not when somebody says that he did", () => {
    const done = { type: "hold.done", effectId: "eff_1", result: { ref: "x" } } as const;
    const hear = (sender: string) =>
      paymentRole.decide(noPayment("shp_tea"), done, given("payment/shp_tea", sender));
    expect(hear("platform/shp_tea")).toMatchObject({ refused: "not-yours" });
    expect(hear("effect:eff_1")).toEqual([]);
  });

  test("a driver sets out by his own clock", () => {
    const rings = { type: "set-out.rang", tripId: "trp_1" } as const;
    const hear = (sender: string) =>
      driverRole.decide(noDriver("drv_juma"), rings, given("driver/drv_juma", sender));
    expect(hear("platform/shp_tea")).toMatchObject({ refused: "not-yours" });
    expect(hear("timer:set-out:trp_1")).toEqual([]);
  });

  test("an address that is none of its kind is a bug, and not a shipment", () => {
    const reach = () => driverRole.initial("driver/shp_tea");
    expect(reach).toThrow("an agent lives under an id of its own kind");
  });
});

describe("a shipper's agent", () => {
  const nobody = shipperRole.initial("shipper/shr_amina");
  const tell = (shipper: Shipper, status: "broadcasting" | "booked" | "completed"): Shipper => {
    const said = { type: "shipment.status_changed", shipmentId: "shp_tea", status } as const;
    const told = given("shipper/shr_amina", "platform/shp_tea");
    const events = shipperRole.decide(shipper, said, told);
    if ("refused" in events) return shipper;
    return events.reduce(shipperRole.evolve, shipper);
  };

  test("knows how each of its shipments stands, and only counts what has ended", () => {
    const asked = tell(nobody, "broadcasting");
    expect(asked.shipments).toEqual([{ shipmentId: "shp_tea", status: "broadcasting" }]);
    expect(shipperRole.phase(asked)).toBe("RequestPending");
    const done = tell(tell(asked, "booked"), "completed");
    expect(done).toMatchObject({ shipments: [], ended: { completed: 1 } });
    expect(shipperRole.phase(done)).toBe("Registered");
  });

  test("hears of a shipment from that shipment alone", () => {
    const said = { type: "shipment.status_changed", ...IDS, status: "booked" } as const;
    const told = given("shipper/shr_amina", "platform/shp_milk");
    expect(shipperRole.decide(nobody, said, told)).toMatchObject({ refused: "not-yours" });
  });

  test("takes a policy from its own shipper, if its weights are whole", () => {
    const set = (by: object, weights: object) =>
      shipperRole.decide(
        nobody,
        { type: "set-policy", by: { ...AMINA, ...by }, policy: { weights: weights as any } },
        given("shipper/shr_amina", "principal:usr_amina"),
      );
    const price = { price: 10_000, time: 0, reliability: 0, experience: 0, vehicle: 0 };
    expect(set({}, price)).toMatchObject([{ type: "policy.set", policy: { weights: price } }]);
    expect(set({}, { ...price, time: 1 })).toMatchObject({ refused: "weights-not-whole" });
    expect(set({ agentId: "shr_other" }, price)).toMatchObject({ refused: "not-yours" });
  });
});
