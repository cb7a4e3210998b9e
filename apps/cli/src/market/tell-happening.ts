import type { Language } from "@msafara/contracts";
import type { Instant } from "@msafara/kernel";
import type { Look } from "../desk.ts";
import { localTime } from "../page/local-time.ts";
import { paint } from "../page/paint.ts";
import { clipped, lengthOf, printable } from "../page/printable.ts";
import type { Happening, Shipment } from "./follow-market.ts";
import {
  HAPPENING_WORDS,
  type HappeningWords,
  putIn,
  UNSAID,
  UNSAID_STATUSES,
} from "./happening-words.ts";

const MINOR_UNITS = 100;
const PLACE_WIDTH = 14;
const GAP = "  ";
const HOUR_MINUTES = 60;

/** How a happening is told. */
export interface Telling {
  readonly language: Language;
  readonly look: Look;
  readonly now: Instant;
  /** What a driver is called, if that is known. */
  readonly nameOf: (driverId: string) => string | undefined;
}

/**
 * A happening as one line: when, what, where from and to, and what became of it; on a narrow screen
 * that comes below. Nothing for noise.
 */
export function tellHappening(
  { shipment, event }: Happening,
  { language, look, now, nameOf }: Telling,
): string | undefined {
  if (isNoise(event)) return undefined;
  const words = HAPPENING_WORDS[language];
  const { driverId, amount, status, estimatedMinutes, asked, wave } = event.data;
  const facts: Readonly<Record<string, string | undefined>> = {
    driver: nameOf(String(driverId)) ?? words.someone,
    amount: moneyIn(amount),
    status: words.statuses[String(status)] ?? String(status),
    duration: durationIn(Number(estimatedMinutes), words),
    asked: String(asked),
    wave: String(wave),
  };
  const sentence = putIn(words.events[event.name] ?? event.name, facts);
  const time = localTime(event.at, { now, zone: look.zone });
  const said = printable(sentence);
  const which = `${time}  ${printable(shipment.reference)}  ${printable(wayOf(shipment))}`;
  const fits = lengthOf(which) + GAP.length + lengthOf(said) <= look.width;
  const between = fits ? GAP : `\n${" ".repeat(time.length)}${GAP}`;
  return which + between + (event.name === "booking.confirmed" ? paint(said, look) : said);
}

function isNoise({ name, data }: Happening["event"]): boolean {
  const isStatus = name === "shipment.status_changed";
  const isInVain = name === "wave.broadcast" && data["asked"] === 0;
  return UNSAID.has(name) || isInVain || (isStatus && UNSAID_STATUSES.has(String(data["status"])));
}

/** As people say how long a way is. */
function durationIn(minutes: number, words: HappeningWords): string {
  const hours = Math.floor(minutes / HOUR_MINUTES);
  const left = String(minutes % HOUR_MINUTES);
  return putIn(hours > 0 ? words.hours : words.minutes, { hours: String(hours), minutes: left });
}

/** Where from and where to, as short as people say it. */
function wayOf({ pickup, delivery }: Pick<Shipment, "pickup" | "delivery">): string {
  return [pickup, delivery].map(({ address }) => placeIn(address)).join(" → ");
}

/** The town is what comes last but the country, and what comes last where there is no more. */
function placeIn(address: string): string {
  const parts = address.split(",").map((part) => part.trim());
  const towns = parts.filter(
    (part) => part !== "" && !/^(?:kenya|uganda|tanzania|rwanda)$/i.test(part),
  );
  return clipped(towns.at(-1) ?? address, PLACE_WIDTH);
}

/** Money of the wire as people write it: whole units, in thousands. */
function moneyIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!("amount" in value) || !("currency" in value)) return undefined;
  const whole = Math.round(Number(value.amount) / MINOR_UNITS);
  return `${String(value.currency)} ${new Intl.NumberFormat("en-GB").format(whole)}`;
}
