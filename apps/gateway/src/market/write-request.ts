import type { BodyOf, ROUTES } from "@msafara/contracts";
import {
  type Cargo,
  mandateFor,
  MARKET_POLICY,
  type Package,
  type ShipmentRequest,
  type Shipper,
  type Stop,
} from "@msafara/domain";
import { crowFliesM, type Id, type World } from "@msafara/kernel";
import { defined } from "./defined.ts";
import { nameLabel, nameReference } from "./name-reference.ts";

type Wanted = BodyOf<(typeof ROUTES)["requestShipment"]>;

/** What a request is written from. */
export interface WriteRequest {
  readonly shipmentId: Id<"shp">;
  readonly shipper: Shipper;
  readonly wanted: Wanted;
  readonly mint: World["mint"];
}

const WINDOW_SECONDS = 120;

/**
 * Writes down what somebody wants moved as the platform takes it. What it may award by itself is what
 * the shipper's policy grants: never more than a limit, and nothing without one.
 */
export function writeRequest({ shipmentId, shipper, wanted, mint }: WriteRequest): ShipmentRequest {
  const { shipperId, orgId } = shipper;
  const { pickup, delivery, stops, serviceLevel, bookNow, pinsAsked } = wanted;
  const between = (stops ?? []).map((stop) => defined(stop));
  const [first, last] = [defined(pickup), defined(delivery)];
  return defined({
    reference: nameReference("SHP", shipmentId),
    shipperId,
    orgId,
    pickup: first,
    delivery: last,
    stops: between,
    cargo: cargoOf(wanted, mint),
    serviceLevel,
    bookNow,
    ...termsOf(wanted, shipper),
    pinsAsked: pinsAsked === undefined ? undefined : defined(pinsAsked),
    distanceM: roadM([first, ...between, last]),
  });
}

function termsOf(
  { budget: asked, bookNow, bidding }: Wanted,
  shipper: Shipper,
): Pick<ShipmentRequest, "budget" | "bidding"> {
  const currency = (asked ?? bookNow)?.currency ?? MARKET_POLICY.currency;
  const wish = defined({ currency, budget: asked, autoAward: bidding?.autoAward });
  const { autoAward, budget } = mandateFor(shipper, wish);
  const { windowSeconds = WINDOW_SECONDS, budgetShown = false } = bidding ?? {};
  // A limit of the policy is nobody's to see: only what the request itself names is shown.
  const isShown = budgetShown && asked !== undefined;
  return defined({ budget, bidding: { windowSeconds, autoAward, budgetShown: isShown } });
}

function cargoOf({ cargo }: Wanted, mint: World["mint"]): Cargo {
  const { packages = [], hazardous = false, ...goods } = cargo;
  const units = packages.length === 0 ? [wholeOf(cargo)] : packages;
  return defined({ ...goods, hazardous, packages: label(units, mint) });
}

/** What is not in packages is one: there is always a label to read. */
function wholeOf({ kind, weightKg }: Wanted["cargo"]): Pick<Package, "description" | "weightKg"> {
  return { description: kind, weightKg };
}

function label(
  packages: readonly Pick<Package, "description" | "weightKg">[],
  mint: World["mint"],
): readonly Package[] {
  return packages.map((unit) => {
    const id = mint("pkg");
    return { id, number: nameLabel(id), ...unit };
  });
}

/** By road as long as nobody looks at a map: a third further than the crow flies, as drivers reckon too. */
function roadM(places: readonly Stop[]): number {
  const legs = places.slice(1).map(({ position }, i) => {
    const from = places[i]?.position ?? position;
    return Math.ceil((crowFliesM(from, position) * 4) / 3);
  });
  return legs.reduce((total, legM) => total + legM, 0);
}
