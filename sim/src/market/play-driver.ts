import { type Driver, type DriverPolicy, TRIP_STEPS } from "@msafara/domain";
import { money, type Id } from "@msafara/kernel";
import type { Hand } from "../day/hand.ts";
import type { Luck } from "../day/luck.ts";
import { isDusk } from "../day/town.ts";
import { RATE_PER_KM } from "./draw-request.ts";
import { bidderProfile, driverActor, drawPlace, drawTruck } from "./market-people.ts";
import { agentsOf, driverOf, type MarketTown, shipmentOf } from "./market-town.ts";
import { type Errand, type Person, personIn, runErrand, runTogether } from "./run-errand.ts";

/** How often each is wanted. */
const WISHES = {
  answer: 12,
  drive: 14,
  "drive-badly": 2,
  bid: 5,
  withdraw: 3,
  "take-back": 1,
  shift: 2,
  policy: 2,
  truck: 1,
} as const;

/** How many places a price per kilometre lies above the others', so that it names its driver. */
const RATE_STEP = 37_001;

/** A driver's day: a shift, bids by hand and by policy, answers, trips, and second thoughts. */
export async function playDriver(
  town: MarketTown,
  name: string,
  gates: readonly Hand[],
): Promise<void> {
  const person = personIn(town, name, gates);
  const { luck, world } = person;
  for (const command of [truck(person), policy(person, town), shift(person, true)])
    await runErrand(town, person, { address: `driver/drv_${name}`, command });
  while (!isDusk(town)) {
    await world.sleep(luck.between(0, town.market.pauseMsMax));
    await runTogether(town, person, drawErrands(town, person));
  }
}

function drawErrands(town: MarketTown, person: Person): readonly Errand[] {
  const { luck, name } = person;
  const address = `driver/drv_${name}` as const;
  const driver = driverOf(town, `drv_${name}`);
  if (driver === undefined) return [];
  const wish = luck.weigh(WISHES);
  switch (wish) {
    case "bid":
      return bid(town, person);
    case "withdraw":
      return withdraw(town, person);
    case "shift":
      return [{ address, command: shift(person, luck.chance(0.85)) }];
    case "policy":
      return [{ address, command: policy(person, town) }];
    case "truck":
      return [{ address, command: truck(person) }];
    case "answer":
      return driver.dealings
        .filter(({ stage }) => stage === "awarded")
        .map(({ shipmentId }) => ({
          address,
          command: answer(person, shipmentId, luck.chance(0.7)),
        }));
    case "take-back":
      return driver.commitments
        .slice(0, 1)
        .map(({ shipmentId }) => ({ address, command: answer(person, shipmentId, false) }));
    default:
      return drive(town, driver, { person, isBad: wish === "drive-badly" });
  }
}

function truck({ name, luck }: Person) {
  return { type: "set-profile", by: driverActor(name), documents: [], ...drawTruck(name, luck) };
}

function policy({ name, luck }: Person, { market }: MarketTown) {
  const rank = Number(name.slice(1));
  const change: Partial<DriverPolicy> = {
    autoBid: luck.chance(0.8),
    askMe: luck.chance(0.4),
    minRatePerKm: money(
      RATE_PER_KM + RATE_STEP * (1 + rank + market.drivers * luck.between(0, 3)),
      "KES",
    ),
    marginBp: 0,
    maxDeadheadKm: luck.pick([150, 150, 40]),
  };
  return { type: "set-policy", by: driverActor(name), policy: change };
}

function shift({ name, luck }: Person, available: boolean) {
  const by = driverActor(name);
  return { type: "set-availability", by, available, position: drawPlace(luck) };
}

function answer({ name }: Person, shipmentId: Id<"shp">, accept: boolean) {
  return { type: "answer-award", by: driverActor(name), shipmentId, accept };
}

/** On a load that he finds, whether he was asked or not; now and then on one that is not open. */
function bid(town: MarketTown, { luck, name }: Person): readonly Errand[] {
  const all = agentsOf<"shp">(town, "platform");
  const open = all.filter((it) => shipmentOf(town, it)?.phase === "bidding");
  const [first, ...rest] = luck.chance(0.1) ? all : open;
  if (first === undefined) return [];
  return [bidOn(town, { shipmentId: luck.pick([first, ...rest]), name, luck })];
}

/** A bid by hand, at a price that nobody else asks. */
export function bidOn(
  town: MarketTown,
  {
    shipmentId,
    name,
    luck,
  }: { readonly shipmentId: Id<"shp">; readonly name: string; readonly luck: Luck },
): Errand {
  const command = {
    type: "submit-bid",
    by: driverActor(name),
    driverId: `drv_${name}`,
    amount: money(town.newPrice(), "KES"),
    estimatedMinutes: luck.between(60, 600),
    profile: bidderProfile(drawTruck(name, luck)),
    standing: luck.chance(0.02) ? "suspended" : "good",
  };
  return { address: `platform/${shipmentId}`, command };
}

function withdraw(town: MarketTown, { name }: Person): readonly Errand[] {
  return agentsOf<"shp">(town, "platform").flatMap((shipmentId) => {
    const shipment = shipmentOf(town, shipmentId);
    const bids = shipment !== undefined && "bids" in shipment ? shipment.bids : [];
    const his = bids.filter((it) => it.driverId === `drv_${name}` && it.standing === "stands");
    return his.slice(0, 1).map(({ bidId }) => ({
      address: `platform/${shipmentId}` as const,
      command: { type: "withdraw-bid", by: driverActor(name), bidId },
    }));
  });
}

/** The next step of a trip; a bad driver's phone sends it twice, or another one, or says a wrong time. */
function drive(
  town: MarketTown,
  { driverId, commitments }: Driver,
  { person, isBad }: { readonly person: Person; readonly isBad: boolean },
): readonly Errand[] {
  const { luck, name } = person;
  const trip = commitments.find(({ steps }) => steps.length > 0) ?? commitments[0];
  if (trip === undefined) return [];
  const step = TRIP_STEPS[isBad ? luck.between(0, 5) : trip.steps.length];
  const lateMs = luck.chance(0.3) ? luck.between(-60_000, 600_000) : 0;
  const command = {
    type: "progress-trip",
    by: driverActor(name),
    tripId: trip.tripId,
    step: step ?? "delivered",
    at: town.time.now() - lateMs,
    ...pinSaid(town, trip, luck.chance(isBad ? 0.7 : 0.3)),
    ...(luck.chance(0.5) ? { position: drawPlace(luck) } : {}),
  };
  const errand: Errand = { address: `driver/${driverId}`, command };
  return luck.chance(isBad ? 0.5 : 0.05) ? [errand, errand] : [errand];
}

/** Whoever mishears says something. */
function pinSaid(town: MarketTown, trip: Driver["commitments"][number], isWrong: boolean) {
  return isWrong ? { pin: "12345" } : pinAt(town, trip);
}

/** What the gate or the recipient tells him at the end where he is, if they were given a PIN. */
export function pinAt(
  town: MarketTown,
  { shipmentId, steps }: Driver["commitments"][number],
): { readonly pin?: string } {
  const shipment = shipmentOf(town, shipmentId);
  const { pins = {} } =
    shipment !== undefined && "booking" in shipment ? (shipment.booking ?? {}) : {};
  const pin = steps.length < TRIP_STEPS.indexOf("departed") ? pins.pickup : pins.delivery;
  return pin === undefined ? {} : { pin };
}
