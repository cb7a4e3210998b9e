import { ROADS_GROUP, roadsOver } from "@msafara/domain";
import { isRefusal, openDeadlines, type World } from "@msafara/kernel";
import { type Bus, type Journal, openCaller, openGroupCaller } from "@msafara/runtime";
import { openIdentity, openMarket, openPasswords, openTraffic, strongLuck } from "@msafara/store";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { accountHandlers } from "./accounts/account-handlers.ts";
import { buildGateway } from "./build-gateway.ts";
import { believeToken, visitorOf } from "./door/believe-token.ts";
import { identifier } from "./door/identify.ts";
import { openChores } from "./identity/open-chores.ts";
import type { Reception } from "./identity/reception.ts";
import { printSms } from "./identity/sms.ts";
import { keepIdentity } from "./keys/keep-identity.ts";
import { keepKeyRing } from "./keys/keep-key-ring.ts";
import { keepRevocations } from "./keys/keep-revocations.ts";
import { openKnownKeys } from "./keys/known-keys.ts";
import { keepReads } from "./market/keep-reads.ts";
import { marketHandlers } from "./market/market-handlers.ts";
import { roadHandlers } from "./roads/road-handlers.ts";
import type { RoadHouse } from "./roads/road-house.ts";
import { openSockets } from "./socket/open-sockets.ts";
import type { Vitals } from "./vitals.ts";

/** What a gateway runs on; whoever opens these closes them. */
export interface GatewayGrounds {
  readonly world: World;
  readonly log: FastifyBaseLogger;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly vitals: Vitals;
  readonly databaseUrl: string;
  /** 32 bytes that seal what the database must not tell; the same for all gateways, and for good. */
  readonly secretKey: Uint8Array;
  readonly origins: readonly string[];
  readonly trustProxy: boolean;
}

/** A gateway that is ready to listen. */
export interface OpenGateway {
  readonly app: FastifyInstance;
  readonly close: () => Promise<void>;
}

/** Opens everything that a gateway needs of its own, and puts it together. */
export async function openGateway(grounds: GatewayGrounds): Promise<OpenGateway> {
  const { world, log, registry, bus, journal, origins, trustProxy } = grounds;
  await using opening = new AsyncDisposableStack();
  const market = openMarket({ connectionString: grounds.databaseUrl });
  opening.defer(market.close);
  const caller = await openCaller({ world, journal, bus });
  opening.defer(caller.close);
  const people = await openPeople({ ...grounds, agents: caller }, opening);
  const { reception, registers, revocations, sms } = people;
  const desk = { caller, market, people: reception.identity, world };
  const deadlines = openDeadlines(world);
  opening.defer(deadlines.close);
  const reads = { cache: bus.cache, world, deadlines, revocations };
  const answers = keepReads(marketHandlers(desk), reads);
  const house = openRoads({ ...grounds, reception }, opening);
  const app = buildGateway({
    world,
    log,
    registry,
    vitals: { ...grounds.vitals, vendors: { ...grounds.vitals.vendors, sms: sms.kind } },
    origins,
    trustProxy,
    limiter: bus.limiter,
    identify: identifier(registers),
    handlers: { ...accountHandlers(reception), ...roadHandlers(house), ...answers },
  });
  opening.defer(() => app.close());
  const sockets = openSockets({
    server: app.server,
    world,
    log,
    bus,
    registry,
    origins,
    watchable: market,
    revocations,
    verify: async (token) => {
      const claims = await believeToken(registers, token);
      if (isRefusal(claims)) return undefined;
      return { visitor: visitorOf(claims), expiresAt: claims.expiresAt };
    },
  });
  opening.defer(sockets.close);
  const opened = opening.move();
  return { app, close: () => opened.disposeAsync() };
}

/** Who knows the roads, wherever on the bus, and the book of what happens there. */
function openRoads(
  { world, log, bus, databaseUrl, reception }: GatewayGrounds & Pick<RoadHouse, "reception">,
  opening: AsyncDisposableStack,
): RoadHouse {
  const traffic = openTraffic(databaseUrl);
  opening.defer(traffic.close);
  const trouble = (err: unknown) =>
    log.warn({ event: "roads.trouble", err }, "one who knows the roads could not be asked");
  const line = openGroupCaller({ bus, world, group: ROADS_GROUP, trouble });
  opening.defer(line.close);
  return { roads: roadsOver(line.ask), traffic, live: bus.live, reception };
}

interface PeopleGrounds extends GatewayGrounds {
  readonly agents: Reception["agents"];
}

/** Who people are: their register, the keys of their tokens, and how they are reached. */
async function openPeople(
  { world, log, bus, agents, databaseUrl, secretKey: masterKey }: PeopleGrounds,
  opening: AsyncDisposableStack,
) {
  const identity = openIdentity({ connectionString: databaseUrl });
  opening.defer(identity.close);
  const luck = strongLuck();
  const trouble = (err: unknown) =>
    log.warn({ event: "keys.trouble", err }, "keys or revocations could not be read or noted");
  const { ring, readAnew, stop } = await keepKeyRing({ identity, masterKey, luck, world, trouble });
  opening.defer(stop);
  const { live } = bus;
  const revocations = await keepRevocations({ identity, live, world, trouble });
  opening.defer(revocations.stop);
  opening.defer(keepIdentity({ identity, world, log }));
  const sms = printSms((line) => log.info({ event: "sms.printed" }, line));
  const passwords = openPasswords(luck);
  const chores = openChores((err) =>
    log.warn({ event: "chore.failed", err }, "what was left for later could not be done"),
  );
  opening.defer(chores.drained);
  const secrets = { passwords, ring, luck, masterKey };
  const reception: Reception = { identity, ...secrets, sms, revocations, chores, agents, world };
  const findKey = openKnownKeys(identity, { world, revocations, trouble });
  const registers = { world, ring, readAnew, findKey, revocations };
  return { reception, sms, revocations, registers };
}
