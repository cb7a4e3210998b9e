import { spreadOf, type Spread } from "../chaos/spread.ts";
import type { PlayedDay } from "./play-day.ts";

type Counts = Readonly<Record<string, number>>;

/** What a chaotic day of the market came to, for people and for programs. */
export interface MarketReport {
  readonly seed: number;
  readonly bookings: number;
  readonly dayMs: number;
  readonly deaths: PlayedDay["deaths"];
  readonly shipments: Counts;
  readonly awardsFailed: Counts;
  readonly answers: Counts;
  readonly problems: Counts;
  readonly repeated: number;
  readonly answerMs: Spread;
  readonly sockets: { readonly people: number; readonly resumes: number; readonly events: number };
  readonly events: number;
  readonly agents: number;
  readonly money: Counts;
  readonly wrongs: readonly string[];
}

const WRONGS_SHOWN = 40;

/** Says in numbers what was found. */
export function reportOnDay(day: PlayedDay): MarketReport {
  const { town, deaths, dayMs, inventory, book, wrongs } = day;
  const { heard, shippers, drivers, booked, options } = town;
  const people = [...shippers, ...drivers];
  const keys = heard.flatMap(({ key, status }) => (key && status !== 0 ? [key] : []));
  const failed = inventory.events.filter(({ kind }) => kind === "award.failed");
  const ofShipments = inventory.agents.filter(({ address }) => address.startsWith("platform/"));
  return {
    seed: options.seed,
    bookings: booked.size,
    dayMs,
    deaths,
    shipments: countBy(ofShipments.map(({ phase }) => phase)),
    awardsFailed: countBy(failed.map(({ body }) => whyIn(body))),
    answers: countBy(heard.map(({ status }) => (status === 0 ? "none" : String(status)))),
    problems: countBy(heard.flatMap(({ code }) => (code === "" ? [] : [code]))),
    repeated: keys.length - new Set(keys).size,
    answerMs: spreadOf(heard.filter(({ status }) => status !== 0).map(({ ms }) => ms)),
    sockets: {
      people: people.length,
      resumes: sum(people.map(({ follower }) => follower.resumes())),
      events: sum(
        people.flatMap(({ follower }) => follower.inboxes().map((it) => it.events.length)),
      ),
    },
    events: inventory.events.length,
    agents: inventory.agents.length,
    money: countBy(
      book.map(({ kind, verdict }) => (verdict === "acted" ? kind : `${kind} refused`)),
    ),
    wrongs,
  };
}

/** The report for people. */
export function printMarketReport(report: MarketReport): readonly string[] {
  const { deaths, sockets, answerMs, wrongs } = report;
  const rows: readonly (readonly [string, string])[] = [
    ["seed", String(report.seed)],
    ["booked", `${report.bookings} loads in ${Math.round(report.dayMs / 1_000)} s`],
    ["killed", `${deaths.nodes} nodes, ${deaths.gateways} gateways`],
    ["shipments", list(report.shipments)],
    ["  awards that failed", list(report.awardsFailed)],
    ["answers", list(report.answers)],
    ["  problems", list(report.problems)],
    ["  asked again", `${report.repeated} times under the same key`],
    ["  took", `p50 ${answerMs.p50} ms, p99 ${answerMs.p99} ms, max ${answerMs.max} ms`],
    [
      "sockets",
      `${sockets.events} events heard by ${sockets.people} people, who resumed ${sockets.resumes} times`,
    ],
    ["events", `${report.events} of ${report.agents} agents`],
    ["money", list(report.money)],
  ];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(24)}${value}`),
    ...wrongs.slice(0, WRONGS_SHOWN).map((wrong) => `✗ ${wrong}`),
    ...(wrongs.length > WRONGS_SHOWN ? [`… and ${wrongs.length - WRONGS_SHOWN} more`] : []),
    wrongs.length === 0 ? "✓ every judge holds" : `✗ seed ${report.seed}: ${wrongs.length} wrongs`,
  ];
}

function whyIn(body: Uint8Array): string {
  const { failure } = JSON.parse(Buffer.from(body).toString("utf8"));
  return [failure?.why, failure?.because].filter(Boolean).join(" ");
}

function countBy(names: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function list(counts: Counts): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}
