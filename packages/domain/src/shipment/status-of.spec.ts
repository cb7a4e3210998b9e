import { expect, test } from "vitest";
import { bids, onMarket } from "../specs/market-day.ts";
import { STANDINGS, statusOf } from "./status-of.ts";

function table(): string {
  return Object.entries(STANDINGS)
    .map(([phase, { status, biddingOpen, platform, shipper }]) => {
      const cells = [phase, biddingOpen ? `${status} (open)` : status, platform, shipper];
      return cells
        .map((cell) => cell.padEnd(20))
        .join("")
        .trimEnd();
    })
    .join("\n");
}

test("every state has its name on the wire, for the platform and for the shipper (R13)", () => {
  expect(`\n${table()}\n`).toBe(`
requested           requested           Requested           RequestPending
broadcasting        broadcasting (open) Broadcasting        RequestPending
bidding             bidding (open)      Collecting          RequestPending
ranked              bidding             Ranked              BidsReceived
awarding            awarding            Awarding            BidsReceived
booked              booked              Booked              Booked
at-pickup           at-pickup           Executing           Booked
loading             loading             Executing           Booked
in-transit          in-transit          Executing           InTransit
at-delivery         at-delivery         Executing           InTransit
unloading           unloading           Executing           InTransit
delivered           delivered           Executing           Delivered
disputed            disputed            Executing           Disputed
completed           completed           Completed           Delivered
cancelled           cancelled           Cancelled           Registered
expired             expired             Expired             Registered
`);
});

test("a shipper has bids from the first one on", () => {
  const day = onMarket();
  const phases = () => {
    const shipment = day.shipment();
    return shipment.phase === "new" ? undefined : statusOf(shipment).shipper;
  };
  expect(phases()).toBe("RequestPending");
  bids(day, "juma", 40_000_00);
  expect(phases()).toBe("BidsReceived");
});
