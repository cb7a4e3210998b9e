import { MsafaraProblem } from "@msafara/client";
import type { Id } from "@msafara/kernel";
import { drawTea } from "./freight.ts";
import type { Inbox, LiveEvent } from "./open-follower.ts";
import { answered } from "./open-person.ts";
import type { Town, Trader } from "./town.ts";

/** A load as its shipper knows it, by what he was told live. */
interface Load {
  readonly id: Id<"shp">;
  readonly status: string;
  /** Bids that stand, and what they ask. */
  readonly bids: ReadonlyMap<Id<"bid">, number>;
  /** A bid was chosen, and nobody has said yet what came of it. */
  readonly isAwarding: boolean;
  readonly isConfirmed: boolean;
}

interface Deal {
  readonly town: Town;
  readonly shipper: Trader;
  readonly from: number;
}

const ENDED = ["completed", "cancelled", "expired"];
const OPEN = ["requested", "broadcasting", "bidding"];
/** When nothing was told for so long, he looks himself. */
const LOOK_MS = 4_000;
/** A shipper waits for a second bid, but not for ever. */
const SECOND_BID_MS = 1_500;
const PATIENCE_MS = 90_000;
/** After dusk nobody waits for more than a late bid and a takeover. */
const EVENING_MS = 10_000;
const STUCK_MS = 600_000;

/** A shipper's day: one load after the other, each to its end. */
export async function playShipper(town: Town, shipper: Trader): Promise<void> {
  const { world } = town.place;
  while (!town.dusk.aborted) {
    await moveLoad({ town, shipper, from: world.ticks() });
    await world.sleep(shipper.person.luck.between(50, 500), town.dusk);
  }
}

async function moveLoad(deal: Deal): Promise<void> {
  const { town, shipper, from } = deal;
  const { insist, luck, world } = shipper.person;
  const body = drawTea(luck, world.now());
  const told = await insist((calls, key) => calls.requestShipment({ body, key }));
  if (told instanceof MsafaraProblem) {
    town.wrongs.push(`request: a shipment was refused: ${told.code}`);
    return;
  }
  const inbox = shipper.follower.follow(`shipment/${told.id}`);
  let load: Load = {
    id: told.id,
    status: told.status,
    bids: new Map(),
    isAwarding: false,
    isConfirmed: false,
  };
  while (!ENDED.includes(load.status) && !town.night.aborted) {
    load = await learn(deal, load, inbox);
    load = await act(deal, load);
    if (world.ticks() - from > STUCK_MS) {
      town.wrongs.push(`stuck: ${load.id} is still ${load.status}`);
      return;
    }
  }
}

/** Hears what is next; what was told before he came to listen is told again by the socket. */
async function learn(deal: Deal, load: Load, inbox: Inbox): Promise<Load> {
  const event = await inbox.next(load.bids.size > 0 && !load.isAwarding ? SECOND_BID_MS : LOOK_MS);
  if (event !== undefined) return hear(deal.town, load, event);
  const seen = await answered(deal.shipper.person.calls.readShipment({ params: { id: load.id } }));
  return seen instanceof MsafaraProblem ? load : { ...load, status: seen.status };
}

function hear({ booked }: Town, load: Load, { name, data }: LiveEvent): Load {
  switch (name) {
    case "shipment.status_changed":
      return { ...load, status: data["status"] };
    case "bid.submitted":
      return { ...load, bids: new Map([...load.bids, [data["bidId"], data["amount"].amount]]) };
    case "bid.withdrawn":
    case "award.failed": {
      const bids = new Map(load.bids);
      // Money that was refused is the shipper's matter: the bid stands, and he tries another first.
      bids.delete(data["bidId"]);
      return { ...load, bids, isAwarding: name === "award.failed" ? false : load.isAwarding };
    }
    case "booking.confirmed":
      booked.add(load.id);
      return { ...load, isAwarding: false };
    default:
      return load;
  }
}

async function act(deal: Deal, load: Load): Promise<Load> {
  const { luck, world } = deal.shipper.person;
  if (OPEN.includes(load.status) && !load.isAwarding) {
    const isLate = world.ticks() - deal.from > patienceMs(deal.town);
    if (isLate || luck.chance(0.01)) return await cancel(deal, load);
    return load.bids.size === 0 ? load : await award(deal, load);
  }
  if (load.status === "booked" && luck.chance(0.03)) return await cancel(deal, load);
  if (load.status !== "delivered" || load.isConfirmed) return load;
  const { id } = load;
  await deal.shipper.person.insist((calls, key) => calls.confirmDelivery({ params: { id }, key }));
  return { ...load, isConfirmed: true };
}

function patienceMs({ dusk, options }: Town): number {
  return dusk.aborted ? options.windowSeconds * 1_000 + EVENING_MS : PATIENCE_MS;
}

/** The cheapest, or now and then two at once, through whichever gateways. */
async function award({ shipper, from }: Deal, load: Load): Promise<Load> {
  const { insist, luck, world } = shipper.person;
  if (load.bids.size < 2 && world.ticks() - from < SECOND_BID_MS * 2) return load;
  const params = { id: load.id };
  const cheapest = [...load.bids].toSorted(([, one], [, other]) => one - other);
  const chosen = cheapest.slice(0, luck.chance(0.15) ? 2 : 1);
  const told = await Promise.all(
    chosen.map(([bidId]) => {
      const body = { bidId };
      return insist((calls, key) => calls.awardBid({ params, body, key }));
    }),
  );
  const isTaken = told.some((it) => !(it instanceof MsafaraProblem));
  if (isTaken) return { ...load, isAwarding: true };
  // The bid is gone, or the load is: what is told next says which.
  const bids = new Map(load.bids);
  for (const [bidId] of chosen) bids.delete(bidId);
  return { ...load, bids };
}

async function cancel({ shipper }: Deal, load: Load): Promise<Load> {
  const params = { id: load.id };
  const body = { reason: "sold elsewhere" };
  const told = await shipper.person.insist((calls, key) =>
    calls.cancelShipment({ params, body, key }),
  );
  return told instanceof MsafaraProblem ? load : { ...load, status: told.status };
}
