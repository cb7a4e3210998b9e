import type { ShipmentRequest } from "@msafara/domain";
import { crowFliesM, type Id, type Instant, money } from "@msafara/kernel";
import type { Luck } from "../day/luck.ts";
import { drawPlace } from "./market-people.ts";

const MINUTE_MS = 60_000;
/** What a kilometre is worth, in minor units; large, so that no price looks like anything else. */
export const RATE_PER_KM = 1_000_000;

/** What a shipper wants moved today; now and then it is something that nobody can want. */
export function drawRequest(
  luck: Luck,
  { shipperId, now }: { readonly shipperId: Id<"shr">; readonly now: Instant },
): ShipmentRequest {
  const [from, to] = [drawPlace(luck), drawPlace(luck)];
  const distanceM = Math.ceil(1.3 * crowFliesM(from, to)) + 1_000;
  const worth = Math.ceil((distanceM / 1_000) * RATE_PER_KM);
  const starts = now + luck.pick([-5, 20, 300]) * MINUTE_MS;
  const share = (least: number, most: number) =>
    money(Math.ceil((worth * luck.between(least, most)) / 100), luck.chance(0.02) ? "EUR" : "KES");
  const isPast = luck.chance(0.03);
  return {
    reference: `SHP-${luck.between(1, 9_999)}`,
    shipperId,
    pickup: {
      address: "Kericho",
      position: from,
      window: { from: starts, to: isPast ? now : starts + luck.pick([120, 240]) * MINUTE_MS },
    },
    delivery: {
      address: "Nakuru",
      position: to,
      window: { from: starts, to: starts + luck.pick([600, 1_400, 12_000]) * MINUTE_MS },
    },
    stops: [],
    cargo: { kind: "tea", weightKg: 6_500, vehicleType: "box", hazardous: false, packages: [] },
    serviceLevel: "standard",
    ...(luck.chance(0.4) ? { budget: share(60, 300) } : {}),
    ...(luck.chance(0.25) ? { bookNow: share(90, 200) } : {}),
    bidding: {
      windowSeconds: luck.between(2, 5),
      autoAward: luck.chance(0.5),
      budgetShown: luck.chance(0.5),
    },
    ...(luck.chance(0.8) ? { pinsAsked: { pickup: luck.chance(0.7), delivery: true } } : {}),
    distanceM,
  };
}
