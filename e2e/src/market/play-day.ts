import { realWorld } from "@msafara/kernel";
import { seededDice } from "@msafara/runtime/memory";
import { luckOf } from "@msafara/sim";
import { isAtRest } from "../cluster/is-at-rest.ts";
import { until } from "../cluster/until.ts";
import { type Enrolment, enrolPeople } from "./enrol-people.ts";
import { DECLINED_ENDS_IN, openPrices } from "./freight.ts";
import { placeOf } from "./judge-sockets.ts";
import { type Judgement, judgeTown } from "./judge-town.ts";
import { type Deaths, killPrograms } from "./kill-programs.ts";
import type { MarketOptions } from "./market-options.ts";
import { openFollower } from "./open-follower.ts";
import { type Heard, openPerson } from "./open-person.ts";
import { openPlace, type Place } from "./open-place.ts";
import { playDriver } from "./play-driver.ts";
import { playShipper } from "./play-shipper.ts";
import type { Town, Trader } from "./town.ts";

/** A few are asked in each wave, and nobody is waited for much longer than a takeover takes. */
export const SETTINGS = {
  radiiM: [60_000, 400_000],
  waveExtraMs: 1_000,
  askedPerWaveMax: 6,
  bidsMax: 100,
  answerMs: 20_000,
  stopWindowMsMin: 0,
};
const REST_MS_MAX = 150_000;
const HEARD_MS_MAX = 60_000;
const PROGRESS_MS = 5_000;
const SHIFT_MS = 3_000;

/** What a chaotic day came to. */
export interface PlayedDay extends Judgement {
  readonly town: Town;
  readonly deaths: Deaths;
  readonly dayMs: number;
}

/** Where it is played, and who hears of it. */
export interface DayStage {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly log: (line: string) => void;
}

/** Plays a day on real processes while they die, brings it to rest, and has it judged. */
export async function playDay(options: MarketOptions, stage: DayStage): Promise<PlayedDay> {
  const { log, ...servers } = stage;
  const wrongs: string[] = [];
  const { windowSeconds } = options;
  const act = { deed: "hold", endsIn: DECLINED_ENDS_IN, meets: "decline" };
  const place = await openPlace({
    ...servers,
    ...options,
    settings: { ...SETTINGS, windowSecondsMin: windowSeconds, windowSecondsMax: windowSeconds },
    payments: { rules: [act, ...(options.isMoody ? MOODS : [])] },
    crashed: (sentence) => wrongs.push(`crash: ${sentence}`),
  });
  const [dusk, night] = [new AbortController(), new AbortController()];
  const signals = { dusk: dusk.signal, night: night.signal };
  try {
    log(`${options.gateways} gateways and ${options.nodes} nodes are ready`);
    const town = await fillTown(place, { options, log, wrongs, ...signals });
    return await play(town, { dusk, night });
  } finally {
    night.abort();
    await place.close();
  }
}

/** One hold in a hundred, one release and one void happen, and nobody says so. */
const MOODS = [
  { deed: "hold", endsIn: 21, meets: "act-and-hush" },
  { deed: "release", endsIn: 63, meets: "act-and-hush" },
  { deed: "void", endsIn: 84, meets: "act-and-hush" },
];

interface Ends {
  readonly dusk: AbortController;
  readonly night: AbortController;
}

async function play(town: Town, { dusk, night }: Ends): Promise<PlayedDay> {
  const { place, log, shippers, drivers } = town;
  const { world } = place;
  const driving = drivers.map((driver) => playDriver(town, driver));
  await world.sleep(SHIFT_MS);
  const from = world.ticks();
  log("the market opens, and programs begin to die");
  const trading = shippers.map((shipper) => playShipper(town, shipper));
  const dying = killPrograms(town);
  void tellProgress(town);
  await untilDusk(town, from);
  dusk.abort();
  const deaths = await dying;
  if (town.options.gatewaysDie === "once" && deaths.gateways !== 1) {
    town.wrongs.push(`deaths: a gateway was to die once, and died ${deaths.gateways} times`);
  }
  log("dusk: nobody dies any more, and what was begun is brought to its end");
  await Promise.all(trading);
  const dayMs = world.ticks() - from;
  await comeToRest(town);
  log("everything is at rest, the judges read");
  night.abort();
  await Promise.all(driving);
  const judged = await judgeTown(town);
  for (const { follower } of [...shippers, ...drivers]) follower.close();
  return { ...judged, town, deaths, dayMs: Math.round(dayMs) };
}

/** So many are booked, or it is too late. */
async function untilDusk({ options, place, booked, wrongs }: Town, from: number): Promise<void> {
  const { world } = place;
  while (booked.size < options.bookings) {
    await world.sleep(100);
    if (world.ticks() - from < options.dayMsMax) continue;
    wrongs.push(`day: only ${booked.size} of ${options.bookings} loads were booked in time`);
    return;
  }
}

/** Nothing is left in the journal, and all that was told live has arrived. */
export async function comeToRest({ place, shippers, drivers, wrongs }: Town): Promise<void> {
  const { look } = place;
  const rest = { withinMs: REST_MS_MAX, everyMs: 200 };
  await until("nothing is left to do", () => isAtRest(look), rest).catch((error: unknown) =>
    wrongs.push(`at-rest: ${String(error)}`),
  );
  const rows = await look.ask<{ place: string; head: number }>(
    "SELECT topic || ' ' || audience AS place, max(seq) AS head FROM live GROUP BY topic, audience",
  );
  const heads = new Map(rows.map((row) => [row.place, row.head]));
  const isHeard = () =>
    [...shippers, ...drivers].every(({ person, follower }) =>
      follower.inboxes().every((inbox) => {
        const head = heads.get(placeOf(inbox, person.account.agentId)) ?? 0;
        return (inbox.events.at(-1)?.seq ?? 0) >= head;
      }),
    );
  const patience = { withinMs: HEARD_MS_MAX, everyMs: 200 };
  await until("everybody has heard everything", isHeard, patience).catch((error: unknown) =>
    wrongs.push(`sockets: ${String(error)}`),
  );
}

type Filling = Pick<Town, "options" | "log" | "wrongs" | "dusk" | "night">;

/** Enrols everybody and opens their sockets. */
export async function fillTown(place: Place, filling: Filling): Promise<Town> {
  const { options } = filling;
  const heard: Heard[] = [];
  const { world, doors, ears } = place;
  const street = { world, doors, ears, hear: (it: Heard) => heard.push(it) };
  const traders = async (wish: Enrolment): Promise<readonly Trader[]> => {
    const accounts = await enrolPeople(place, wish);
    return accounts.map((account, i) => {
      const luck = luckOf(seededDice(`${options.seed} ${wish.role} ${i}`));
      const person = openPerson(street, account, luck);
      return { person, follower: openFollower(person, place) };
    });
  };
  const shippers = await traders({ role: "shipper", count: options.shippers });
  const drivers = await traders({ role: "driver", count: options.drivers });
  const newPrice = openPrices();
  return { ...filling, place, shippers, drivers, newPrice, heard, booked: new Set() };
}

async function tellProgress({ booked, heard, wrongs, log, night }: Town): Promise<void> {
  const world = realWorld();
  for (let last = heard.length; !night.aborted; last = heard.length) {
    await world.sleep(PROGRESS_MS, night);
    const rate = Math.round((heard.length - last) / (PROGRESS_MS / 1_000));
    log(`${booked.size} booked, ${heard.length} answers (${rate}/s), ${wrongs.length} wrongs`);
  }
}
