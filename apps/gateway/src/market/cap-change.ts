import type { BodyOf, ROUTES } from "@msafara/contracts";
import {
  type Actor,
  mandateFor,
  MARKET_POLICY,
  type ShipmentChange,
  type Shipper,
} from "@msafara/domain";
import { isRefusal, refuse, type Refusal } from "@msafara/kernel";
import type { SeenShipment } from "@msafara/store";
import { defined } from "./defined.ts";
import type { MarketDesk } from "./market-desk.ts";
import { shipperFor } from "./shipper-for.ts";

type Wanted = BodyOf<(typeof ROUTES)["changeShipment"]>;

/** What a shipment is to be changed to, and what it is. */
export interface CapChange {
  readonly viewer: Actor;
  readonly seen: SeenShipment;
  readonly wanted: Wanted;
}

/**
 * Holds a change against the policy of its shipper: whatever is awarded without asking keeps to his
 * limits, and without any limit a person awards.
 */
export async function capChange(
  desk: Pick<MarketDesk, "market" | "people">,
  { viewer, seen, wanted }: CapChange,
): Promise<ShipmentChange | Refusal> {
  const { bidding, ...prices } = wanted;
  const change = defined({ ...prices, bidding: bidding && defined(bidding) });
  if (!isSpending(seen, wanted)) return change;

  const shipper = await shipperFor(desk, viewer, seen.shipperId);
  if (isRefusal(shipper)) return shipper;
  const { autoAward, budget } = mandateOver(shipper, seen, wanted);
  return autoAward ? defined({ ...change, budget }) : refuse("limit-missing");
}

/** Whether it says anew what is awarded without asking. */
function isSpending({ bidding: was }: SeenShipment, { budget, bidding }: Wanted): boolean {
  const { autoAward } = bidding ?? {};
  return (autoAward ?? was.autoAward) && (budget !== undefined || autoAward !== undefined);
}

function mandateOver(shipper: Shipper, seen: SeenShipment, wanted: Wanted) {
  // What it may come to is decided just now, so it does not count against itself.
  const shipments = shipper.shipments.filter((it) => it.shipmentId !== seen.shipmentId);
  const budget = wanted.budget ?? seen.budget;
  const { currency } = seen.budget ?? seen.bookNow ?? MARKET_POLICY;
  return mandateFor({ ...shipper, shipments }, defined({ currency, budget, autoAward: true }));
}
