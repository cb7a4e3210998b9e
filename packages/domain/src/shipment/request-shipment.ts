import { type Id, type Instant, refuse, type Refusal } from "@msafara/kernel";
import { callWave } from "./call-wave.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import type { MarketPolicy } from "./market-policy.ts";
import { marketOf, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentRequest, Stop } from "./shipment-request.ts";
import { auctionWindowMs } from "./auction-window.ts";

export type RequestRefusal = Refusal<
  | "shipment-exists"
  | "account-suspended"
  | "currency-not-served"
  | "window-past"
  | "window-too-short"
  | "delivery-before-pickup"
>;

export interface RequestShipment {
  readonly now: Instant;
  readonly shipmentId: Id<"shp">;
  readonly request: ShipmentRequest;
  readonly account: "active" | "suspended";
  readonly policy: MarketPolicy;
}

/** Takes a shipment onto the market and calls the first wave of drivers. */
export function requestShipment(
  shipment: Shipment,
  asked: RequestShipment,
): readonly ShipmentEvent[] | RequestRefusal {
  if (shipment.phase !== "new") return refuse("shipment-exists", { phase: shipment.phase });
  if (asked.account === "suspended") return refuse("account-suspended");
  const wrong = wrongCurrency(asked) ?? wrongWindow(asked);
  if (wrong !== undefined) return wrong;

  const { now, shipmentId, request, policy } = asked;
  const requested: ShipmentEvent = {
    type: "shipment.requested",
    shipmentId,
    request,
    terms: {
      currency: currencyOf(request) ?? policy.currency,
      requestedAt: now,
      decideBy: Math.min(request.pickup.window.to, now + policy.decideMs),
      policy,
    },
  };
  return [requested, callWave(marketOf(evolveShipment(shipment, requested)), now)];
}

function currencyOf({ budget, bookNow }: ShipmentRequest): string | undefined {
  return budget?.currency ?? bookNow?.currency;
}

function wrongCurrency({ request, policy }: RequestShipment): RequestRefusal | undefined {
  const named = [request.budget, request.bookNow].flatMap((it) => it?.currency ?? []);
  const [currency] = named;
  const strange = named.find((it) => it !== currency || !policy.currencies.includes(it));
  if (strange === undefined) return undefined;
  return refuse("currency-not-served", { currency: strange, served: policy.currencies.join(" ") });
}

/** A window ends too early when not even the auction can end before the pickup does. */
function wrongWindow({ now, request, policy }: RequestShipment): RequestRefusal | undefined {
  const { pickup, delivery, stops } = request;
  const closesAt = now + auctionWindowMs(request, policy);
  if (pickup.window.to <= closesAt)
    return refuse("window-past", { to: pickup.window.to, closesAt });
  const short = [pickup, ...stops, delivery].find((stop) => lastsMs(stop) < policy.stopWindowMsMin);
  if (short !== undefined) {
    return refuse("window-too-short", { lastsMs: lastsMs(short), leastMs: policy.stopWindowMsMin });
  }
  if (delivery.window.to > pickup.window.from) return undefined;
  return refuse("delivery-before-pickup", {
    pickupFrom: pickup.window.from,
    deliveryTo: delivery.window.to,
  });
}

function lastsMs({ window }: Stop): number {
  return window.to - window.from;
}
