import type { World } from "@msafara/kernel";
import type { Bus, Journal } from "@msafara/runtime";
import { openIdentity, strongLuck } from "@msafara/store";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { buildGateway } from "./build-gateway.ts";
import { identifier } from "./door/identify.ts";
import { printSms } from "./identity/sms.ts";
import { keepIdentity } from "./keys/keep-identity.ts";
import { keepKeyRing } from "./keys/keep-key-ring.ts";
import { openKnownKeys } from "./keys/known-keys.ts";
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
  const { world, log, registry, bus, origins, trustProxy } = grounds;
  await using opening = new AsyncDisposableStack();
  const identity = openIdentity({ connectionString: grounds.databaseUrl });
  opening.defer(identity.close);
  const luck = strongLuck();
  const trouble = (err: unknown) =>
    log.warn({ event: "keys.trouble", err }, "keys could not be read or noted");
  const masterKey = grounds.secretKey;
  const keys = await keepKeyRing({ identity, masterKey, luck, world, trouble });
  opening.defer(keys.stop);
  opening.defer(keepIdentity({ identity, world, log }));
  const sms = printSms((line) => log.info({ event: "sms.printed" }, line));
  const findKey = openKnownKeys(identity, { world, trouble });
  const vitals = { ...grounds.vitals, vendors: { ...grounds.vitals.vendors, sms: sms.kind } };
  const app = buildGateway({
    world,
    log,
    registry,
    vitals,
    origins,
    trustProxy,
    limiter: bus.limiter,
    identify: identifier({ world, ring: keys.ring, readAnew: keys.readAnew, findKey }),
    handlers: {},
  });
  opening.defer(() => app.close());
  const opened = opening.move();
  return { app, close: () => opened.disposeAsync() };
}
