import { type Driver, evolveDriver, noDriver, overlap, type Shipment } from "@msafara/domain";
import { type Address, decode, encode, idOf, roleOf } from "@msafara/runtime";
import { marketRoles } from "../market-roles.ts";
import type { MarketPlay } from "./open-market.ts";

/** What is wrong with a market, in sentences; nothing where all is well. */
export function judge(play: MarketPlay): readonly string[] {
  return [
    ...nothingWasSetAside(play),
    ...oneWinnerPerShipment(play),
    ...oneLoadPerTruckAndTime(play),
    ...nobodyDrivesForNobody(play),
    ...everySecretIsKept(play),
    ...everyHoldIsWhereItBelongs(play),
    ...statesAreTheirHistory(play),
  ];
}

const ENDED = ["completed", "cancelled", "expired"];

type Told = { readonly type: string; readonly [field: string]: any };

function historyOf({ database }: MarketPlay, address: Address): readonly any[] {
  const rows = database.tables.events.get(address) ?? [];
  return rows.map(({ body }) => decode<Told>(body));
}

function agentsOf({ database }: MarketPlay, role: string): readonly Address[] {
  return [...database.tables.agents.keys()].filter((address) => roleOf(address) === role);
}

function nothingWasSetAside({ database }: MarketPlay): readonly string[] {
  const rows = [...database.tables.quarantine.values()];
  return rows.map(({ address, kind, error }) => `${address} set ${kind} aside: ${error}`);
}

function oneWinnerPerShipment(play: MarketPlay): readonly string[] {
  return agentsOf(play, "platform").flatMap((address) => {
    const history = historyOf(play, address);
    const count = (name: string) => history.filter(({ type }) => type === name).length;
    const booked = count("booking.confirmed") - count("booking.undone");
    const won = play
      .rows("bids")
      .filter((row) => row["shipmentId"] === idOf(address) && row["status"] === "won");
    const wrongs = booked > 1 ? [`${address} was booked ${booked} times`] : [];
    return won.length === booked
      ? wrongs
      : [...wrongs, `${address} was booked ${booked} times and shows ${won.length} winners`];
  });
}

/** After every event of a driver, not only at the end. */
function oneLoadPerTruckAndTime(play: MarketPlay): readonly string[] {
  return agentsOf(play, "driver").flatMap((address) => {
    const wrongs: string[] = [];
    let driver = noDriver(`drv_${idOf(address).slice(4)}`);
    for (const event of historyOf(play, address)) {
      driver = evolveDriver(driver, event);
      const { commitments } = driver;
      const isDouble = commitments.some((one, i) =>
        commitments.slice(i + 1).some((other) => overlap(one, other)),
      );
      if (isDouble) wrongs.push(`${address} hauls two loads at once after ${event.type}`);
    }
    return wrongs;
  });
}

/** What a driver means to haul, or still waits for, is a shipment that counts on him or may yet. */
function nobodyDrivesForNobody(play: MarketPlay): readonly string[] {
  return agentsOf(play, "driver").flatMap((address) => {
    const { commitments, dealings } = play.state<Driver>(address);
    const contested = historyOf(play, address).filter(({ type }) => type === "release.contested");
    const idle = commitments.filter(({ shipmentId, tripId }) => {
      const shipment = play.state<Shipment>(`platform/${shipmentId}`);
      const isBooked = "booking" in shipment && shipment.booking?.tripId === tripId;
      const isOn = isBooked && !ENDED.includes(shipment.phase);
      return !isOn && !contested.some((it) => it.tripId === tripId);
    });
    const stale = dealings.filter(({ shipmentId }) =>
      ENDED.includes(play.state<Shipment>(`platform/${shipmentId}`).phase),
    );
    return [
      ...idle.map(({ shipmentId }) => `${address} drives for ${shipmentId}, which knows nothing`),
      ...stale.map(({ shipmentId }) => `${address} waits for ${shipmentId}, which has ended`),
    ];
  });
}

interface BidShown {
  readonly amount: { readonly amount: number };
  readonly driverId: string;
}

/** Prices differ from driver to driver, so that each amount says whose it is. */
function everySecretIsKept(play: MarketPlay): readonly string[] {
  const owners = new Map<number, string>();
  for (const row of play.rows("bids")) {
    const { amount, driverId } = decode<BidShown>(encode(row));
    owners.set(amount.amount, driverId);
  }
  const leaks = (reader: string, where: string, body: Uint8Array) =>
    amountsIn(decode(body)).flatMap((amount) => {
      const owner = owners.get(amount);
      return owner === undefined || owner === reader
        ? []
        : [`${reader} saw the price of ${owner} in ${where}`];
    });
  const mailed = play.mail.flatMap(({ receiver, kind, body }) =>
    roleOf(receiver) === "driver" ? leaks(idOf(receiver), kind, body) : [],
  );
  const frames = [...play.database.tables.live.values()].flat();
  const shown = frames.flatMap(({ topic, audience, name, body }) => {
    const reader = audience.startsWith("driver:") ? audience.slice(7) : undefined;
    if (reader !== undefined) return leaks(reader, name, body);
    return roleOf(topic) === "driver" ? leaks(idOf(topic), name, body) : [];
  });
  const strangers = frames.flatMap(({ topic, audience, name }) =>
    name === "bids.ranked" && audience !== "shipper" ? [`${topic} ranked for ${audience}`] : [],
  );
  return [...mailed, ...shown, ...strangers];
}

function amountsIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(amountsIn);
}

/** Money is held only for a shipment that is booked and not paid; every other hold has ended. */
function everyHoldIsWhereItBelongs(play: MarketPlay): readonly string[] {
  const held = play.bank.book().filter(({ standing }) => standing === "held");
  const wrongs = held.flatMap(({ ref, shipmentId }) => {
    const { phase } = play.state<Shipment>(`platform/shp_${shipmentId.slice(4)}`);
    const isOn = !["new", "completed", "cancelled", "expired"].includes(phase);
    const isAlone = held.filter((it) => it.shipmentId === shipmentId).length === 1;
    return isOn && isAlone ? [] : [`${ref} of ${shipmentId}, which is ${phase}, is still held`];
  });
  const paid = agentsOf(play, "platform").flatMap((address) => {
    const { phase } = play.state<Shipment>(address);
    const isPaid = play.bank
      .book()
      .some((it) => it.shipmentId === idOf(address) && it.standing === "released");
    return (phase === "completed") === isPaid ? [] : [`${address} is ${phase}, paid: ${isPaid}`];
  });
  return [...wrongs, ...paid];
}

/** What is stored is what the history comes to; to fold it is to walk the drawn arrows once more. */
function statesAreTheirHistory(play: MarketPlay): readonly string[] {
  return marketRoles.flatMap(({ name, initial, evolve }) =>
    agentsOf(play, name).flatMap((address) => {
      const told = historyOf(play, address).reduce(evolve, initial(address));
      const isSame = Buffer.compare(encode(told), encode(play.state(address))) === 0;
      return isSame ? [] : [`${address} is not what its history comes to`];
    }),
  );
}
