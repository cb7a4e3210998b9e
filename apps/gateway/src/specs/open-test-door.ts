import type { ROUTES } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import { openMemoryBus, openStillWorld } from "@msafara/runtime/memory";
import { strongLuck } from "@msafara/store";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { Registry } from "prom-client";
import { buildGateway } from "../build-gateway.ts";
import type { Handlers } from "../door/handler.ts";
import { identifier, type KnownKey, type Registers } from "../door/identify.ts";
import type { AccessClaims } from "../identity/access-claims.ts";
import { signAccessToken } from "../identity/access-token.ts";
import { keyRing } from "../identity/key-ring.ts";
import { makeSigningKey, openSigningKey } from "../identity/signing-key.ts";
import type { Vitals } from "../vitals.ts";
import { judged } from "./judged.ts";

const MASTER = Buffer.alloc(32, 7);

/** A key that machines of these specs show, by what it is for. */
export const KEYS = {
  shipments: `msf_live_${"a".repeat(43)}`,
  desk: `msf_live_${"b".repeat(43)}`,
} as const;

/** Everything works; each test spoils one thing. */
export const SOUND: Vitals = {
  version: "1.2.3",
  database: { kind: "embedded" },
  bus: { kind: "in-process", answers: async () => undefined },
  placement: async () => ({ nodes: 1, owned: 1_024, partitions: 1_024 }),
};

/** What a spec may have otherwise. */
export interface Spoil {
  readonly handlers?: Partial<Handlers<typeof ROUTES>>;
  readonly vitals?: Partial<Vitals>;
  readonly origins?: readonly string[];
  readonly world?: World;
  readonly readAnew?: Registers["readAnew"];
  /** Sessions that are over, though their tokens are not. */
  readonly ended?: readonly string[];
  readonly trustProxy?: boolean;
}

/** A gateway of specs, and who may come in. */
export interface TestDoor {
  readonly app: FastifyInstance;
  readonly log: readonly string[];
  /** Headers of somebody who has signed in as Amina, a shipper, unless told. */
  readonly as: (claims?: Partial<AccessClaims>) => { readonly authorization: string };
}

/** A gateway on a still world, a bus in memory and handlers of toys; each of its answers is judged. */
export function openTestDoor(spoil: Spoil = {}): TestDoor {
  const world = spoil.world ?? openStillWorld();
  const from = world.now();
  const signing = makeSigningKey(MASTER, { from, luck: strongLuck() });
  const ring = keyRing(MASTER, [signing]);
  const lines: string[] = [];
  const identify = identifier({
    world,
    ring: () => ring,
    readAnew: spoil.readAnew ?? (async () => false),
    findKey: async (key) => keyOf(key),
    revocations: { isEnded: (family) => spoil.ended?.includes(family) === true },
  });
  const app = buildGateway({
    world,
    log: pino({ level: "info" }, { write: (line: string) => void lines.push(line) }),
    vitals: { ...SOUND, ...spoil.vitals },
    registry: new Registry(),
    identify,
    limiter: openMemoryBus({ world }).limiter,
    handlers: spoil.handlers ?? {},
    origins: spoil.origins ?? [],
    trustProxy: spoil.trustProxy ?? false,
  });
  const as: TestDoor["as"] = (claims = {}) => {
    const key = openSigningKey(MASTER, signing);
    const said = { ...AMINA, authAt: from, expiresAt: from + 900_000, ...claims };
    const token = signAccessToken(said, { kid: signing.kid, key, now: world.now() });
    return { authorization: `Bearer ${token}` };
  };
  return { app: judged(app), log: lines, as };
}

const AMINA = {
  sub: "usr_00000000000000000000000001",
  role: "shipper",
  agent: "shr_00000000000000000000000001",
  org: null,
  orgRole: null,
  family: "fam_00000000000000000000000001",
} as const;

function keyOf(key: string): KnownKey | undefined {
  for (const scope of ["shipments", "desk"] as const) {
    const actor = { userId: "usr_root", role: "admin", scopes: [scope] } as const;
    if (KEYS[scope] === key) return { id: `key_${scope}`, actor };
  }
  return undefined;
}
