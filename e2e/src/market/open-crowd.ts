import { assert, type Id } from "@msafara/kernel";
import { seededDice } from "@msafara/runtime/memory";
import { luckOf } from "@msafara/sim";
import { until } from "../cluster/until.ts";
import { type Enrolment, enrolPeople } from "./enrol-people.ts";
import { drawTea, kes, openPrices, TRUCK } from "./freight.ts";
import { answered, type Heard, openPerson, type Person } from "./open-person.ts";
import type { Place } from "./open-place.ts";

/** Many people before the doors of one market, each with his app open. */
export interface Crowd {
  readonly place: Place;
  readonly heard: Heard[];
  readonly enrol: (wish: Enrolment) => Promise<readonly [Person, ...Person[]]>;
  /** Declares trucks and goes on shift, where loads are picked up. */
  readonly onShift: (drivers: readonly Person[]) => Promise<void>;
  /** A load whose bids are open. */
  readonly load: (shipper: Person) => Promise<Id<"shp">>;
  readonly bid: (driver: Person, shipmentId: Id<"shp">) => Promise<Id<"bid">>;
  /** What the agent of a shipment has written down. */
  readonly standing: (shipmentId: Id<"shp">) => Promise<Standing>;
  /** Waits until a shipment stands so. */
  readonly reaches: (shipmentId: Id<"shp">, phase: string) => Promise<void>;
  /** How often something happened to a shipment, by its history. */
  readonly happened: (shipmentId: Id<"shp">, kind: string) => Promise<number>;
}

interface Standing {
  readonly phase: string;
  readonly biddingOpen: boolean;
  readonly closesAt: number | null;
  readonly driverId: string | null;
}

const REACH_MS = 20_000;
const AT_ONCE = 20;

/** Gathers a crowd. */
export function openCrowd(place: Place, seed: string): Crowd {
  const { world } = place;
  const luck = luckOf(seededDice(seed));
  const newPrice = openPrices();
  const heard: Heard[] = [];
  const { doors, ears } = place;
  const street = { world, doors, ears, hear: (it: Heard) => heard.push(it) };
  const standing = lookUp(place);
  return {
    place,
    heard,
    enrol: async (wish) => {
      const accounts = await enrolPeople(place, wish);
      const [first, ...others] = accounts.map((account) =>
        openPerson(street, account, luckOf(seededDice(`${seed} ${account.userId}`))),
      );
      assert(first !== undefined, "somebody is enrolled");
      const people = [first, ...others] as const;
      await inTurns(people, async (person) => void (await person.token()));
      return [...people];
    },
    onShift: async (drivers) =>
      await inTurns(drivers, async ({ calls, luck: own }) => {
        const policy = { autoBid: false, minRatePerKm: kes(1_000_003) };
        await calls.setDriver({ body: { ...TRUCK, policy } });
        const position = { lat: -0.2 + own.between(0, 9) / 100, lng: 35.5 };
        await calls.setAvailability({ body: { available: true, position } });
      }),
    load: async ({ calls }) => {
      const { id } = await calls.requestShipment({ body: drawTea(luck, world.now()) });
      await standing.reaches(id, "bidding");
      return id;
    },
    bid: async ({ calls }, shipmentId) => {
      const body = { shipmentId, amount: newPrice(), estimatedMinutes: 200 };
      return (await calls.submitBid({ body })).id;
    },
    ...standing,
  };
}

/** Looks at what is written down, past every door. */
function lookUp({ look }: Place): Pick<Crowd, "standing" | "reaches" | "happened"> {
  const seen: Pick<Crowd, "standing" | "reaches" | "happened"> = {
    standing: async (shipmentId) => {
      const [row] = await look.ask<Standing>(
        `SELECT phase, "biddingOpen", "closesAt", "driverId" FROM view.shipments WHERE key = $1`,
        [shipmentId],
      );
      assert(row !== undefined, "a shipment that was asked for has a row");
      return row;
    },
    reaches: async (shipmentId, phase) => {
      const isThere = async () => (await seen.standing(shipmentId)).phase === phase;
      await until(`${shipmentId} is ${phase}`, isThere, { withinMs: REACH_MS });
    },
    happened: async (shipmentId, kind) => {
      const [row] = await look.ask<{ times: number }>(
        "SELECT count(*) AS times FROM events WHERE address = $1 AND kind = $2",
        [`platform/${shipmentId}`, kind],
      );
      return row?.times ?? 0;
    },
  };
  return seen;
}

/** All at the same instant; what each was told, in their order. */
export async function atOnce<Told>(asks: readonly (() => Promise<Told>)[]) {
  return await Promise.all(asks.map((ask) => answered(ask())));
}

/** Everybody, a few at a time: this is no race. */
async function inTurns(
  people: readonly Person[],
  go: (person: Person) => Promise<void>,
): Promise<void> {
  const left = [...people];
  const walk = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await go(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
}
