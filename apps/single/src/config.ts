import { type RoadsConfig, roadsConfigOf, roadsEnvironment } from "@msafara/agents";
import { originsSchema } from "@msafara/gateway";
import { Fault } from "@msafara/kernel";
import { z } from "zod";

const PORT_MAX = 65_535;

/** What the one process may be told from outside; nothing must be. */
const Environment = z.object({
  /** Absent: a PostgreSQL of its own, kept in the state folder. */
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "expected an address such as postgres://user:password@host:5432/msafara",
    })
    .optional(),
  /** Absent: the bus is this process. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "expected an address such as redis://host:6379" })
    .optional(),
  MSAFARA_STATE: z.string().min(1).default(".msafara"),
  /** Absent: one is made at the first start, and kept in the state folder beside what it seals. */
  SECRET_KEY: z.string().optional(),
  /** Whose pages may call, parted by commas: https://app.example.org. */
  CORS_ORIGINS: originsSchema,
  /** Set it only behind an edge of ours: it makes `X-Forwarded-For` believed. */
  TRUST_PROXY: z.stringbool({ error: "expected true or false" }).default(false),
  /** Loopback unless told otherwise: a laptop in a café opens no door to its neighbours. */
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce
    .number({ error: "expected a number" })
    .int({ error: "expected a whole number" })
    .min(1, { error: "expected a port above 0" })
    .max(PORT_MAX, { error: `expected a port up to ${PORT_MAX}` })
    .default(8080),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "expected trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
  ...roadsEnvironment,
});

/** The configuration of the one process. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly stateFolder: string;
  readonly trustProxy: boolean;
  readonly origins: readonly string[];
  readonly roads: RoadsConfig;
  readonly secrets: {
    readonly databaseUrl: string | undefined;
    readonly redisUrl: string | undefined;
    readonly secretKey: string | undefined;
    readonly googleKey: string | undefined;
  };
}

/** Reads the environment whole or says in one sentence what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // In a shell an empty variable means one that is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = Environment.safeParse(given);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Fault(`The environment is not as wanted: ${wrong.join("; ")}`, { retry: false });
  }
  const { HOST, PORT, LOG_LEVEL, MSAFARA_STATE, TRUST_PROXY, CORS_ORIGINS } = read.data;
  const { DATABASE_URL, REDIS_URL, SECRET_KEY, GOOGLE_MAPS_API_KEY } = read.data;
  return {
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    stateFolder: MSAFARA_STATE,
    trustProxy: TRUST_PROXY,
    origins: CORS_ORIGINS,
    roads: roadsConfigOf(read.data, MSAFARA_STATE),
    secrets: {
      databaseUrl: DATABASE_URL,
      redisUrl: REDIS_URL,
      secretKey: SECRET_KEY,
      googleKey: GOOGLE_MAPS_API_KEY,
    },
  };
}
