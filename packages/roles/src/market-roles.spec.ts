import { noDriver, noPayment, NO_SHIPMENT, noShipper } from "@msafara/domain";
import type { Address, Given } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import { driverRole } from "./driver-role.ts";
import { marketRoles } from "./market-roles.ts";
import { paymentRole } from "./payment-role.ts";
import { platformRole } from "./platform-role.ts";
import { shipperRole } from "./shipper-role.ts";

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
    expect(names).toEqual(["platform", "driver", "payment", "shipper", "ops"]);
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
    [
      { type: "commitment.declined", ...IDS, driverId: "drv_juma", why: "busy" },
      "driver/drv_otieno",
      "driver/drv_juma",
    ],
    [
      {
        type: "trip.progressed",
        shipmentId: "shp_tea",
        tripId: "trp_1",
        driverId: "drv_juma",
        step: "loaded",
        at: 0,
      },
      "driver/drv_otieno",
      "driver/drv_juma",
    ],
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
  test("hears of a shipment from that shipment alone", () => {
    const said = { type: "shipment.status_changed", ...IDS, status: "booked" } as const;
    const hear = (sender: Address) =>
      shipperRole.decide(noShipper("shr_amina"), said, given("shipper/shr_amina", sender));
    expect(hear("platform/shp_milk")).toMatchObject({ refused: "not-yours" });
    expect(hear("platform/shp_tea")).toMatchObject([{ type: "shipment.followed" }]);
  });
});
