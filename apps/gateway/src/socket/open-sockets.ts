import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { FRAME_BYTES_MAX, type ProblemCode, type ProblemFacts } from "@msafara/contracts";
import { isRefusal, type World } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import type { FastifyBaseLogger } from "fastify";
import type { Registry } from "prom-client";
import { WebSocketServer } from "ws";
import { languageOf } from "../language.ts";
import type { Revocations } from "../keys/keep-revocations.ts";
import { instanceOf } from "../problems/instance-of.ts";
import { askAudiences } from "./ask-audiences.ts";
import { feedOfKey } from "./feed-key.ts";
import { keepLatestFixes, placeChannel } from "./keep-latest-fixes.ts";
import { type Keep, keepWhileUsed } from "./keep-while-used.ts";
import { type Feed, openFeed } from "./open-feed.ts";
import { onceSaid } from "./once-said.ts";
import { type Hearing, openHearing } from "./open-hearing.ts";
import type { Verify } from "./pass.ts";
import { readUpgrade } from "./read-upgrade.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { type Served, serveSocket } from "./serve-socket.ts";
import type { SocketHouse } from "./socket-house.ts";
import { SOCKET_LIMITS, type SocketLimits } from "./socket-limits.ts";
import { socketMetrics } from "./socket-metrics.ts";
import type { TakeFixes } from "./take-fixes.ts";
import type { Watchable } from "./watchable.ts";

/** How long clients may take to say goodbye when a gateway ends. */
const DRAIN_MS = 3_000;
const BUSY: ProblemFacts = { retryAfter: 2 };
/** RFC 6455 wants the version named that would be understood. */
const BAD_HANDSHAKE = {
  code: "malformed",
  facts: {},
  headers: { "Sec-WebSocket-Version": "13" },
} as const;

/** What sockets are opened with. */
export interface SocketParts {
  readonly server: Server;
  readonly world: World;
  readonly log: Pick<FastifyBaseLogger, "warn" | "info">;
  readonly bus: Pick<Bus, "live" | "cache">;
  readonly verify: Verify;
  readonly revocations: Pick<Revocations, "isEnded" | "watch">;
  readonly watchable: Watchable;
  readonly registry: Registry;
  /** Origins of pages that may open sockets, besides our own. */
  readonly origins?: readonly string[];
  readonly takeFixes?: TakeFixes;
  readonly limits?: Partial<SocketLimits>;
}

/** What there is right now. */
export interface SocketStats {
  readonly sockets: number;
  readonly feeds: number;
  readonly places: number;
  readonly people: number;
}

/** The sockets of one gateway. */
export interface Sockets {
  readonly stats: () => SocketStats;
  /** Lets nobody in any more and says 1001 to all, who then resume elsewhere. */
  readonly close: () => Promise<void>;
}

/** Opens `/ws` on a server: every topic is heard once, whoever and however many follow it (U51–U55). */
export function openSockets(parts: SocketParts): Sockets {
  const { server, world } = parts;
  const house = houseOf(parts);
  const served = new Set<Served>();
  const ending = new AbortController();
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: FRAME_BYTES_MAX.text,
    // What is agreed on was put first by `accept`.
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  // The library would answer a bad handshake with a page of its own.
  wss.on("wsClientError", (_error, socket, request) =>
    refuseUpgrade(socket, { ...aboutRequest(world, request), ...BAD_HANDSHAKE }),
  );
  const accept = doorOf({ parts, house, served, wss });
  server.on("upgrade", accept);
  void keepTime(house, { served, signal: ending.signal });
  void keepSwept(house, ending.signal);

  async function close(): Promise<void> {
    server.off("upgrade", accept);
    // Whoever is turned away from now on is told, rather than left waiting.
    const turnAway = (request: IncomingMessage, socket: Duplex) =>
      refuseUpgrade(socket, { ...aboutRequest(world, request), code: "busy", facts: BUSY });
    server.on("upgrade", turnAway);
    for (const each of served) each.drain();
    const deadline = world.ticks() + DRAIN_MS;
    while (served.size > 0 && world.ticks() < deadline) await world.sleep(20);
    for (const each of served) each.terminate();
    ending.abort();
    server.off("upgrade", turnAway);
  }

  let closed: Promise<void> | undefined;
  return {
    stats: () => ({
      sockets: served.size,
      feeds: house.feeds.size(),
      places: house.places.size(),
      people: house.people.size,
    }),
    close: () => (closed ??= close()),
  };
}

function houseOf({
  bus,
  world,
  log,
  watchable,
  registry,
  verify,
  revocations,
  ...parts
}: SocketParts) {
  const limits: SocketLimits = { ...SOCKET_LIMITS, ...parts.limits };
  const trouble = (event: string) => (error: unknown) =>
    log.warn({ event, error }, "the bus or the database did not answer a socket");
  const unheard = (thing: Feed | Hearing) => void thing.close().catch(trouble("socket.unclosed"));
  const hearings = (channelOf: (key: string) => string): Keep<Hearing> =>
    keepWhileUsed((key) => openHearing(bus, channelOf(key)), unheard);
  const feedParts = {
    bus,
    watchable,
    page: limits.replayPage,
    trouble: trouble("socket.unfilled"),
  };
  const house: SocketHouse = {
    world,
    log,
    limits,
    verify,
    metrics: socketMetrics(registry),
    later: onceSaid(),
    takeFixes: parts.takeFixes ?? keepLatestFixes(bus),
    askAudience: askAudiences(watchable),
    whereIsTrip: watchable.whereIsTrip,
    feeds: keepWhileUsed((key) => openFeed({ ...feedParts, ...feedOfKey(key) }), unheard),
    places: hearings(placeChannel),
    revocations,
    people: new Map(),
  };
  return house;
}

interface Door {
  readonly parts: SocketParts;
  readonly house: SocketHouse;
  readonly served: Set<Served>;
  readonly wss: WebSocketServer;
}

/** Lets a request in as a socket, or says why not. */
function doorOf({ parts, house, served, wss }: Door) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const about = aboutRequest(house.world, request);
    const refuseIt = (code: ProblemCode, facts: ProblemFacts) =>
      refuseUpgrade(socket, { ...about, code, facts });
    const upgrade = readUpgrade(request, parts.origins ?? []);
    if (isRefusal(upgrade)) return refuseIt(upgrade.refused, upgrade.facts);
    if (served.size >= house.limits.socketsMax) return refuseIt("busy", BUSY);
    // The library agrees on the first that is offered.
    if (upgrade.protocol !== undefined) {
      request.headers["sec-websocket-protocol"] = upgrade.protocol;
    }
    wss.handleUpgrade(request, socket, head, (opened) => {
      const one = serveSocket(house, { socket: opened, beneath: socket }, upgrade);
      served.add(one);
      opened.once("close", () => served.delete(one));
    });
  };
}

function aboutRequest(world: World, { url, headers }: IncomingMessage) {
  return {
    language: languageOf(headers["accept-language"]),
    instance: instanceOf(url),
    requestId: world.mint("req"),
  };
}

interface Timed {
  readonly served: ReadonlySet<Served>;
  readonly signal: AbortSignal;
}

/** One clock for all sockets. */
async function keepTime({ world, limits }: SocketHouse, { served, signal }: Timed): Promise<void> {
  while (!signal.aborted) {
    await world.sleep(limits.tickMs, signal);
    for (const each of served) each.tick();
  }
}

/** Looks for what the bus lost without a trace, one feed after the other. */
async function keepSwept({ world, limits, feeds }: SocketHouse, signal: AbortSignal) {
  while (!signal.aborted) {
    await world.sleep(limits.sweepMs, signal);
    for (const feed of feeds.each()) await feed.sweep();
  }
}
