import type { Id } from "@msafara/kernel";
import type { Hand } from "../day/hand.ts";
import { isDusk } from "../day/town.ts";
import { bidOn } from "./play-driver.ts";
import { agentsOf, type MarketTown, shipmentOf } from "./market-town.ts";
import { type Person, personIn, runErrand } from "./run-errand.ts";

const LOOK_MS = 100;

/** Strangers who bid on one load at one instant: in the middle of its auction, or at its very end. */
export async function playCrowd(town: MarketTown, gates: readonly Hand[]): Promise<void> {
  const { crowd } = town.market;
  if (crowd === 0) return;
  const people = Array.from({ length: crowd }, (_, i) => personIn(town, `c${i}`, gates));
  const leader = personIn(town, "crowd", gates);
  for (;;) {
    await leader.world.sleep(LOOK_MS);
    if (isDusk(town)) return;
    const load = openLoad(town);
    if (load === undefined || leader.luck.chance(0.7)) continue;
    return await bidAtOnce(town, people, { ...load, leader });
  }
}

interface Load {
  readonly shipmentId: Id<"shp">;
  readonly closesAt: number;
}

async function bidAtOnce(
  town: MarketTown,
  people: readonly Person[],
  { shipmentId, closesAt, leader }: Load & { readonly leader: Person },
): Promise<void> {
  const { luck, world } = leader;
  if (luck.chance(0.6)) {
    await world.sleep(Math.max(0, closesAt - town.time.now() - luck.between(-20, 60)));
  }
  await Promise.all(
    people.map((person) => {
      const { name, luck: own } = person;
      return runErrand(town, person, bidOn(town, { shipmentId, name, luck: own }));
    }),
  );
}

function openLoad(town: MarketTown): Load | undefined {
  for (const shipmentId of agentsOf<"shp">(town, "platform")) {
    const shipment = shipmentOf(town, shipmentId);
    if (shipment?.phase === "bidding") return { shipmentId, closesAt: shipment.closesAt };
  }
  return undefined;
}
