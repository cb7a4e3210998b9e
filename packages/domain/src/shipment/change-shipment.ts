import { type Instant, refuse, type Refusal } from "@msafara/kernel";
import { awardByPolicy } from "./award-by-policy.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import { isOnMarket, marketOf, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentChange } from "./shipment-message.ts";

export type ChangeRefusal = Refusal<"shipment-already-booked" | "shipment-over" | "wrong-currency">;

/** Changes what no bidder reckoned with. Where the auction is over, that may be what was missing. */
export function changeShipment(
  shipment: Shipment,
  { change, now }: { readonly change: ShipmentChange; readonly now: Instant },
): readonly ShipmentEvent[] | ChangeRefusal {
  const { phase } = shipment;
  if (phase === "cancelled" || phase === "expired") return refuse("shipment-over", { phase });
  if (!isOnMarket(shipment)) return refuse("shipment-already-booked", { phase });
  const { currency } = shipment.terms;
  const strange = [change.budget, change.bookNow].find(
    (it) => it !== undefined && it.currency !== currency,
  );
  if (strange !== undefined) {
    return refuse("wrong-currency", { offered: strange.currency, wanted: currency });
  }
  const changed: ShipmentEvent = { type: "shipment.changed", change };
  const after = evolveShipment(shipment, changed);
  return after.phase === "ranked" ? [changed, ...awardByPolicy(marketOf(after), now)] : [changed];
}
