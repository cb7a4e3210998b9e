import { expect, test } from "vitest";
import type { DriverMail } from "../driver/driver-message.ts";
import type { PaymentOrder } from "../payment/payment.ts";
import { tea } from "../specs/market-day.ts";
import { shownRequest, type SaidToDriver, type SaidToPayment } from "./shipment-says.ts";

test("what a shipment says is what a driver and a payment understand", () => {
  const driver = (said: SaidToDriver): DriverMail => said;
  const payment = (said: SaidToPayment): PaymentOrder => said;
  expect([driver, payment]).toHaveLength(2);
});

test("a request that is shown hides its budget unless the shipper shows it (R26)", () => {
  const budget = { amount: 1, currency: "KES" };
  const open = { windowSeconds: 120, autoAward: false, budgetShown: true };
  expect(shownRequest(tea({ budget }))).not.toHaveProperty("budget");
  expect(shownRequest(tea({ budget, bidding: open }))).toHaveProperty("budget", budget);
});
