import type { Driver, DriverEvent, Shipment, ShipmentEvent } from "@msafara/domain";
import { decode, idOf, roleOf } from "@msafara/runtime";
import { livesOf, type MarketEvidence } from "./market-evidence.ts";

/** Something that one driver may read. */
interface Seen {
  /** Whose own it is; nobody's, when every driver may read it. */
  readonly reader: string | undefined;
  readonly where: string;
  readonly what: unknown;
}

/** The agent asks for them, and so it is told. */
const ASKS_PINS = "booking.confirmed";

/** No driver sees what another asks, or a PIN: in no message, no live event, no row and no answer. */
export function pricesKeptSecret(evidence: MarketEvidence): readonly string[] {
  const owners = ownersOfPrices(evidence);
  const wrongs = seenByDrivers(evidence).flatMap(({ reader, where, what }) =>
    numbersIn(what).flatMap((price) => {
      const theirs = owners.get(price);
      if (theirs === undefined || (reader !== undefined && theirs.has(reader))) return [];
      return [`${reader ?? "Every driver"} sees the price of ${[...theirs].join(" ")} in ${where}`];
    }),
  );
  const pins = seenByDrivers(evidence).flatMap(({ reader, where, what }) =>
    where !== ASKS_PINS && hasPins(what)
      ? [`${reader ?? "Every driver"} sees PINs in ${where}`]
      : [],
  );
  return [...new Set([...wrongs, ...pins])];
}

/** Prices differ from bid to bid, but for those that everybody was told. */
function ownersOfPrices(evidence: MarketEvidence): ReadonlyMap<number, ReadonlySet<string>> {
  const shipments = livesOf<Shipment, ShipmentEvent>(evidence, "platform");
  const drivers = livesOf<Driver, DriverEvent>(evidence, "driver");
  const asked = [
    ...shipments.flatMap(({ events }) => events.flatMap(bidIn)),
    ...drivers.flatMap(({ id, events }) =>
      events.flatMap((event) => priceOf(event).map((price) => ({ price, driverId: id }))),
    ),
  ];
  const known = new Set(shipments.flatMap(({ events }) => events.flatMap(namedIn)));
  const owners = Map.groupBy(
    asked.filter(({ price }) => !known.has(price)),
    ({ price }) => price,
  );
  return new Map(
    [...owners].map(([price, by]) => [price, new Set(by.map(({ driverId }) => driverId))]),
  );
}

function bidIn(event: ShipmentEvent) {
  if (event.type !== "bid.submitted") return [];
  const { amount, driverId } = event.bid;
  return [{ price: amount.amount, driverId }];
}

/** What he asks; what his agent would have asked is his, too, whoever else asks as much. */
function priceOf(event: DriverEvent): readonly number[] {
  if (event.type === "bid.submitted") return [event.amount.amount];
  if (event.type !== "request.noted" || event.price === undefined) return [];
  return [event.price.amount];
}

/** What a shipper named himself. */
function namedIn(event: ShipmentEvent): readonly number[] {
  if (event.type !== "shipment.requested" && event.type !== "shipment.changed") return [];
  const { budget, bookNow } = event.type === "shipment.changed" ? event.change : event.request;
  return [budget, bookNow].flatMap((price) => price?.amount ?? []);
}

function seenByDrivers({ inventory, letters, asked }: MarketEvidence): readonly Seen[] {
  return [
    ...letters.map(({ receiver, kind, body }) => {
      return { reader: idOf(receiver), where: kind, what: decode(body) };
    }),
    ...inventory.live.flatMap(({ topic, audience, name, body }): Seen[] => {
      const where = `live ${name} for ${audience}`;
      if (audience.startsWith("driver:"))
        return [{ reader: audience.slice("driver:".length), where, what: decode(body) }];
      return roleOf(topic) === "driver" ? [{ reader: idOf(topic), where, what: decode(body) }] : [];
    }),
    ...inventory.views.flatMap(({ view, row }) => rowSeen(view, row)),
    ...asked.flatMap(({ principal, answer }) =>
      /^[cd]\d/.test(principal) && answer.status === "done"
        ? [{ reader: `drv_${principal}`, where: "an answer", what: answer.reply }]
        : [],
    ),
  ];
}

/** What is for the shipper's eyes, and who won for how much, is not on the open market. */
function rowSeen(view: string, row: Readonly<Record<string, unknown>>): readonly Seen[] {
  const { driverId } = row;
  const reader = typeof driverId === "string" ? driverId : undefined;
  switch (view) {
    case "shipments": {
      const { status, biddingOpen, bids, currency, bookNow, distanceM } = row;
      const what = { status, biddingOpen, bids, currency, bookNow, distanceM };
      return [{ reader: undefined, where: "the open market", what }];
    }
    case "trips":
    case "asks":
    case "drivers":
      return [{ reader, where: `a row of ${view}`, what: row }];
    default:
      return [];
  }
}

function hasPins(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([field, it]) => field === "pins" || hasPins(it));
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
