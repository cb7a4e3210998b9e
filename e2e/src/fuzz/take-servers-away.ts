import { assert, realWorld } from "@msafara/kernel";
import { seededDice } from "@msafara/runtime/memory";
import { luckOf } from "@msafara/sim";
import { until } from "../cluster/until.ts";
import { type Account, enrolPeople } from "../market/enrol-people.ts";
import { kes, TRUCK } from "../market/freight.ts";
import { judgeTown } from "../market/judge-town.ts";
import { longDay } from "../market/market-options.ts";
import { openPlace, type Place } from "../market/open-place.ts";
import { answered, type Heard, openPerson } from "../market/open-person.ts";
import { comeToRest, fillTown, SETTINGS } from "../market/play-day.ts";
import { playDriver } from "../market/play-driver.ts";
import { playShipper } from "../market/play-shipper.ts";
import type { Town } from "../market/town.ts";
import { type Book, keepBook } from "./keep-book.ts";
import { type FrailServers, openFrailServers } from "./open-frail-servers.ts";

const SHIFT_MS = 3_000;
const BETWEEN_MS = 1_000;
const PAUSE_MS = 300;
const WRITE_PAUSE_MS = 1_000;
const SIGN_IN_PAUSE_MS = 3_000;
const BACK_MS_MAX = 30_000;

/** Which server goes, how, and how it comes back. */
const BLOWS = [
  { outage: "PostgreSQL hangs", server: "postgres", away: "freeze", back: "thaw" },
  { outage: "PostgreSQL is killed", server: "postgres", away: "kill", back: "restart" },
  { outage: "Redis hangs", server: "redis", away: "freeze", back: "thaw" },
  { outage: "Redis is killed", server: "redis", away: "kill", back: "restart" },
] as const;

/** What the market was answered during one outage. */
export interface Outage {
  readonly outage: string;
  readonly answers: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** From the moment the server was back until something was done for somebody who asked after it. */
  readonly backAfterMs: number;
}

/** What came of all of them. */
export interface Outages {
  readonly outages: readonly Outage[];
  readonly booked: number;
  readonly resumes: number;
  readonly wrongs: readonly string[];
}

/** What is to be played. */
export interface AwayWish {
  readonly awayMs: number;
  readonly seed: number;
  readonly shippers: number;
  readonly drivers: number;
  readonly tell: (line: string) => void;
}

/**
 * Takes PostgreSQL away, then Redis, each once hanging and once killed, while a market trades through two
 * gateways: people ask again under the same key until they are told. Every answer is honest and in time,
 * all recovers by itself, and at rest the judges of the market hold: each key had one effect, nobody's
 * socket missed anything.
 */
export async function takeServersAway(wish: AwayWish): Promise<Outages> {
  await using closing = new AsyncDisposableStack();
  const servers = await openFrailServers();
  closing.defer(servers.close);
  const wrongs: string[] = [];
  const wrong = (sentence: string) => {
    if (!wrongs.includes(sentence)) wrongs.push(sentence);
  };
  const place = await openPlace({
    postgresUrl: servers.databaseUrl,
    redisUrl: servers.redisUrl,
    gateways: 2,
    nodes: 2,
    settings: SETTINGS,
    crashed: wrong,
  });
  closing.defer(place.close);
  const book = keepBook(place.ears, { world: place.world, wrong });
  const heard = { ...place, ears: { ...place.ears, fetch: book.fetch } };
  return await play({ place: heard, book, servers, wrongs, wish });
}

interface Scene {
  readonly place: Place;
  readonly book: Book;
  readonly servers: FrailServers;
  readonly wrongs: string[];
  readonly wish: AwayWish;
}

async function play({ place, book, servers, wrongs, wish }: Scene): Promise<Outages> {
  const world = realWorld();
  const [dusk, night] = [new AbortController(), new AbortController()];
  const { shippers, drivers, seed, awayMs, tell } = wish;
  const options = { ...longDay({ seed, bookings: 0, gatewaysDie: "never" }), shippers, drivers };
  const signals = { dusk: dusk.signal, night: night.signal };
  try {
    const town = await fillTown(place, { options, log: tell, wrongs, ...signals });
    const writers = await enrolPeople(place, { role: "driver", count: 3 });
    const guests = await enrolPeople(place, { role: "shipper", count: 1 });
    const driving = town.drivers.map((driver) => playDriver(town, driver));
    await world.sleep(SHIFT_MS);
    const trading = town.shippers.map((shipper) => playShipper(town, shipper));
    const asking = [
      ...[...place.doors.keys()].map((door) => keepReading(town, door)),
      ...writers.map((writer) => keepWriting(town, writer)),
      ...guests.map((guest) => keepComingIn(town, guest)),
    ];
    const outages: Outage[] = [];
    for (const blow of BLOWS) {
      await world.sleep(BETWEEN_MS);
      outages.push(await suffer({ servers, book }, { ...blow, awayMs }));
      tell(`${blow.outage}: ${JSON.stringify(outages.at(-1))}`);
    }
    dusk.abort();
    await Promise.all([...trading, ...asking]);
    await comeToRest(town);
    night.abort();
    await Promise.all(driving);
    return await sumUp(town, outages);
  } finally {
    dusk.abort();
    night.abort();
  }
}

async function sumUp(town: Town, outages: readonly Outage[]): Promise<Outages> {
  const { wrongs } = await judgeTown(town);
  const people = [...town.shippers, ...town.drivers];
  const resumes = people.reduce((sum, { follower }) => sum + follower.resumes(), 0);
  for (const { follower } of people) follower.close();
  return { outages, booked: town.booked.size, resumes, wrongs };
}

type Blow = (typeof BLOWS)[number] & { readonly awayMs: number };

async function suffer({ servers, book }: Pick<Scene, "servers" | "book">, blow: Blow) {
  const world = realWorld();
  const server = servers[blow.server];
  const line = book.length();
  await server[blow.away]();
  await world.sleep(blow.awayMs);
  await server[blow.back]();
  const backAt = world.ticks();
  const isBack = () => book.wasDoneAfter(backAt);
  await until(`${blow.outage} is over and a write is done`, isBack, { withinMs: BACK_MS_MAX });
  const backAfterMs = Math.round(world.ticks() - backAt);
  return { outage: blow.outage, ...book.since(line), backAfterMs };
}

/** Somebody who looks at his list again and again, always through the same gateway. */
async function keepReading({ shippers, dusk, place }: Town, door: number): Promise<void> {
  const calls = shippers[door]?.person.at(door);
  assert(calls !== undefined, "there is a shipper for each door");
  while (!dusk.aborted) {
    await answered(calls.listShipments({ query: { limit: 5 } }));
    await place.world.sleep(PAUSE_MS, dusk);
  }
}

/** A driver off shift who changes his mind about what he would drive for, one key at a time. */
async function keepWriting({ place, dusk, heard, options }: Town, account: Account): Promise<void> {
  const { world, doors, ears } = place;
  const street = { world, doors, ears, hear: (it: Heard) => heard.push(it) };
  const luck = luckOf(seededDice(`${options.seed} ${account.userId}`));
  const { insist } = openPerson(street, account, luck);
  for (let price = 1_000_003; !dusk.aborted; price += 1) {
    const policy = { autoBid: false, minRatePerKm: kes(price) };
    await insist((calls, key) => calls.setDriver({ body: { ...TRUCK, policy }, key }));
    await world.sleep(WRITE_PAUSE_MS, dusk);
  }
}

/** Somebody who comes in again and again, as people do whose app was closed. */
async function keepComingIn({ place, dusk }: Town, { userId }: Account): Promise<void> {
  const { world, look, doors, ears } = place;
  const [row] = await look.ask<{ phone: string }>("SELECT phone FROM users WHERE id = $1", [
    userId,
  ]);
  const body = JSON.stringify({ phone: row?.phone, password: "a long way to Nakuru" });
  const headers = { "content-type": "application/json", "x-forwarded-for": "192.0.2.9" };
  for (let i = 0; !dusk.aborted; i += 1) {
    const url = `${doors[i % doors.length]}/api/v1/auth/login`;
    await ears.fetch(url, { method: "POST", headers, body });
    await world.sleep(SIGN_IN_PAUSE_MS, dusk);
  }
}
