import { answerRoads, ROADS_GROUP, type RoadsDesk } from "@msafara/domain";
import { googleRoads } from "@msafara/integrations";
import type { World } from "@msafara/kernel";
import { hireRoads, type RoadsPool } from "@msafara/routing";
import { openMapShelf } from "@msafara/routing/shelf";
import { type Bus, serveGroup, type Stop } from "@msafara/runtime";
import { openTraffic } from "@msafara/store";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { announceVendors } from "../announce-vendors.ts";
import { countRoads } from "./count-roads.ts";
import { followTraffic } from "./follow-traffic.ts";
import { makeMap } from "./make-map.ts";
import { preferring } from "./preferring.ts";
import type { RoadsConfig } from "./roads-environment.ts";

/** Billed units, of all hosts together. */
const GOOGLE_BUDGET = { perMinute: 300, perDay: 5_000 };

/** What the roads of a host are put together from. */
export interface RoadsParts {
  readonly world: World;
  readonly log: Logger;
  readonly bus: Bus;
  readonly registry: Registry;
  readonly databaseUrl: string;
  readonly roads: RoadsConfig;
  /** Absent: nobody outside is asked. */
  readonly googleKey: string | undefined;
  /** For so long whoever leaves still turns away those who have not noticed yet. */
  readonly lingerMs: number;
}

/**
 * Opens the map beside everything else, and answers on the bus when it is open: a host is ready without
 * its roads, and lives on without them where they cannot be opened. Resolves when they stopped.
 */
export function hostRoads(parts: RoadsParts): Stop {
  const { log, roads, world } = parts;
  const stopping = new AbortController();
  const closing = new AsyncDisposableStack();
  const opened = open();
  return async () => {
    stopping.abort();
    await opened;
    await closing.disposeAsync();
  };

  async function open(): Promise<void> {
    if (roads.threads === 0) return log.info({ event: "roads.elsewhere" }, "no roads on this host");
    const from = world.ticks();
    try {
      const pool = await hirePool(parts, stopping.signal);
      if (pool === undefined) return;
      closing.defer(pool.close);
      if (stopping.signal.aborted) return;
      closing.defer(await follow(parts, pool));
      closing.defer(await serve(parts, pool));
      const tookMs = Math.round(world.ticks() - from);
      log.info({ event: "roads.open", threads: roads.threads, tookMs }, "roads are open");
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      log.error({ event: "roads.closed", sentence, err: error }, "roads cannot be opened");
    }
  }
}

/** Nothing where the host ends meanwhile. */
async function hirePool(
  { world, log, roads }: RoadsParts,
  stopping: AbortSignal,
): Promise<RoadsPool | undefined> {
  const { threads, folder } = roads;
  const say = (line: string) => log.info({ event: "roads.map", line }, "a map is made");
  await makeMap(folder, { say, stopping });
  if (stopping.aborted) return undefined;
  const map = await openMapShelf(folder, say).open();
  const trouble = (err: unknown) =>
    log.warn({ event: "roads.trouble", err }, "trouble on the roads");
  return await hireRoads({ map, world, threads, trouble });
}

async function follow(parts: RoadsParts, { happened }: RoadsPool): Promise<Stop> {
  const { bus, world, log, databaseUrl } = parts;
  const book = openTraffic(databaseUrl);
  const trouble = (err: unknown) =>
    log.warn({ event: "roads.traffic-unread", err }, "the book of traffic cannot be read now");
  const { newsAfter } = book;
  const stop = await followTraffic({ live: bus.live, world, newsAfter, happened, trouble });
  return async () => {
    await stop();
    await book.close();
  };
}

/** Enters the group of those who know the roads, and says whose they are. */
async function serve(parts: RoadsParts, pool: RoadsPool): Promise<Stop> {
  const { bus, world, registry, log, lingerMs } = parts;
  const { desk, whose } = deskOf(parts, pool);
  const answer = answerRoads(countRoads(desk, { registry, world }));
  const trouble = (err: unknown) =>
    log.warn({ event: "roads.unannounced", err }, "the bus did not hear of our roads");
  const leave = await serveGroup({ bus, world, group: ROADS_GROUP, answer, lingerMs, trouble });
  const { presence } = bus;
  const hush = announceVendors({ presence, world, vendorKinds: { roads: whose }, trouble });
  return async () => {
    await hush();
    await leave();
  };
}

function deskOf(
  { bus, world, log, roads, googleKey }: RoadsParts,
  pool: RoadsPool,
): { readonly desk: RoadsDesk; readonly whose: "own" | "google" | "stand-in" } {
  if (googleKey === undefined) return { desk: pool, whose: "own" };
  const google = googleRoads({
    key: googleKey,
    baseUrl: roads.googleUrl,
    world,
    cache: bus.cache,
    budget: { limiter: bus.limiter, ...GOOGLE_BUDGET },
    region: "ke",
  });
  const trouble = (question: string, err: unknown) =>
    log.warn({ event: "roads.fell-back", question, err }, "our own roads stand in for Google");
  const whose = roads.googleUrl === undefined ? "google" : "stand-in";
  return { desk: preferring(google, pool, trouble), whose };
}
