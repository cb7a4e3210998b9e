import type { MarketPolicy } from "./market-policy.ts";
import type { ShipmentRequest } from "./shipment-request.ts";

/** What is said to a driver before cargo is taken, and before it is given. */
export interface Pins {
  readonly pickup?: string;
  readonly delivery?: string;
}

/** At which ends of a trip somebody is asked for a PIN. */
export interface PinsAsked {
  readonly pickup: boolean;
  readonly delivery: boolean;
}

const DIGITS = 4;

/** Draws the PINs that the shipper wants asked, or the market does; none where nobody does. */
export function drawPins(
  { pinsAsked: wanted = {} }: Pick<ShipmentRequest, "pinsAsked">,
  { pinsAsked: always }: Pick<MarketPolicy, "pinsAsked">,
  dice: (purpose: string) => number,
): Pins | undefined {
  const draw = (purpose: string) =>
    String(Math.floor(dice(purpose) * 10 ** DIGITS)).padStart(DIGITS, "0");
  const pickup = wanted.pickup === true || always.pickup;
  const delivery = wanted.delivery === true || always.delivery;
  if (!pickup && !delivery) return undefined;
  return {
    ...(pickup ? { pickup: draw("pin at the pickup") } : {}),
    ...(delivery ? { delivery: draw("pin at the delivery") } : {}),
  };
}
