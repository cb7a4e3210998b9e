import type { ShipmentChange } from "@msafara/domain";
import { money, type Id } from "@msafara/kernel";
import type { Hand } from "../day/hand.ts";
import { isDusk } from "../day/town.ts";
import { drawRequest, RATE_PER_KM } from "./draw-request.ts";
import { shipperActor } from "./market-people.ts";
import { agentsOf, type MarketTown, shipmentOf } from "./market-town.ts";
import { type Errand, type Person, personIn, runErrand, runTogether } from "./run-errand.ts";

interface Shipper {
  readonly town: MarketTown;
  readonly person: Person;
  readonly shipments: Id<"shp">[];
}

/** Drivers come first. */
const HEAD_START_MS_MAX = 3_000;

/** How often each is wanted. */
const WISHES = {
  request: 6,
  award: 16,
  "award-two": 4,
  change: 3,
  cancel: 1,
  confirm: 8,
  policy: 1,
  strange: 0.3,
} as const;

/** A shipper's day: asks for trucks, chooses among them, changes his mind, confirms or forgets to. */
export async function playShipper(
  town: MarketTown,
  name: string,
  gates: readonly Hand[],
): Promise<void> {
  const shipper: Shipper = { town, person: personIn(town, name, gates), shipments: [] };
  const { luck, world } = shipper.person;
  await world.sleep(luck.between(0, HEAD_START_MS_MAX));
  await request(shipper);
  while (!isDusk(town)) {
    await world.sleep(luck.between(0, town.market.pauseMsMax));
    await want(shipper, luck.weigh(WISHES));
  }
}

async function want(shipper: Shipper, wish: keyof typeof WISHES): Promise<void> {
  const { town, person } = shipper;
  if (wish === "request") return await request(shipper);
  const errands = drawErrands(shipper, wish);
  await runTogether(town, person, errands);
}

async function request({ town, person, shipments }: Shipper): Promise<void> {
  const { name, luck } = person;
  if (shipments.length >= town.market.shipments) return;
  const shipmentId = `shp_${name}-${shipments.length}` as const;
  shipments.push(shipmentId);
  const now = town.time.now();
  const command = {
    type: "request-shipment",
    by: shipperActor(name),
    request: drawRequest(luck, { shipperId: `shr_${name}`, now }),
    account: luck.chance(0.02) ? "suspended" : "active",
  };
  await runErrand(town, person, { address: `platform/${shipmentId}`, command });
}

function drawErrands(shipper: Shipper, wish: keyof typeof WISHES): readonly Errand[] {
  const { town, person } = shipper;
  const { luck, name } = person;
  const by = shipperActor(name);
  const shipmentId = wish === "strange" ? anybodys(town, shipper) : own(shipper);
  const address = `platform/${shipmentId}` as const;
  switch (wish) {
    case "award":
      return awards(shipper, shipmentId, 1);
    case "award-two":
      return awards(shipper, shipmentId, 2);
    case "change":
      return [{ address, command: { type: "change-shipment", by, change: drawChange(luck) } }];
    case "cancel":
    case "strange":
      return [{ address, command: { type: "cancel-shipment", by, reason: "sold elsewhere" } }];
    case "confirm": {
      const isThere = shipmentOf(town, shipmentId)?.phase === "delivered";
      if (!isThere && !luck.chance(0.05)) return [];
      return [{ address, command: { type: "confirm-delivery", by } }];
    }
    default: {
      const policy = { autoAward: luck.chance(0.5), ceiling: money(500 * RATE_PER_KM, "KES") };
      return [{ address: `shipper/shr_${name}`, command: { type: "set-policy", by, policy } }];
    }
  }
}

function own({ person, shipments }: Shipper): Id<"shp"> {
  return person.luck.pick([shipments[0] ?? "shp_none", ...shipments]);
}

function anybodys(town: MarketTown, shipper: Shipper): Id<"shp"> {
  return shipper.person.luck.pick([own(shipper), ...agentsOf<"shp">(town, "platform")]);
}

/** Any of the bids that he sees, also one that was taken back meanwhile. */
function awards({ town, person }: Shipper, shipmentId: Id<"shp">, count: number): Errand[] {
  const shipment = shipmentOf(town, shipmentId);
  const [first, ...rest] = shipment !== undefined && "bids" in shipment ? shipment.bids : [];
  if (first === undefined) return [];
  return Array.from({ length: count }, () => {
    const { bidId } = person.luck.pick([first, ...rest]);
    const command = { type: "award-bid", by: shipperActor(person.name), bidId };
    return { address: `platform/${shipmentId}`, command };
  });
}

function drawChange(luck: Person["luck"]): ShipmentChange {
  const price = money(luck.between(20, 200) * RATE_PER_KM + 1, "KES");
  return luck.pick<ShipmentChange>([
    { budget: price },
    { bookNow: price },
    { bidding: { autoAward: luck.chance(0.5) } },
  ]);
}
