import { Fault } from "@msafara/kernel";
import { z } from "zod";
import { originsSchema } from "./origins.ts";
import { readSecretKey } from "./read-secret-key.ts";

const PORT_MAX = 65_535;

/** What the gateway may be told from outside. */
const Environment = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "expected an address such as postgres://user:password@host:5432/msafara",
  }),
  REDIS_URL: z.url({
    protocol: /^rediss?$/,
    error: "expected an address such as redis://host:6379",
  }),
  /** Seals what the database must not tell: 32 bytes in base64, the same for all gateways and for good. */
  SECRET_KEY: z.string({
    error: 'expected 32 bytes in base64, the same for every gateway: "openssl rand -base64 32"',
  }),
  /** Whose pages may call, parted by commas: https://app.example.org. */
  CORS_ORIGINS: originsSchema,
  HOST: z.string().default("0.0.0.0"),
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
  /** Set it only behind an edge of ours: it makes `X-Forwarded-For` believed. */
  TRUST_PROXY: z.stringbool({ error: "expected true or false" }).default(false),
});

/** The gateway's configuration; secrets stand apart, so that nobody logs them by accident. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly trustProxy: boolean;
  readonly origins: readonly string[];
  readonly secrets: {
    readonly databaseUrl: string;
    readonly redisUrl: string;
    readonly secretKey: Uint8Array;
  };
}

/** Reads the environment whole or says in one sentence what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = Environment.safeParse(env);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Fault(`The environment is not as wanted: ${wrong.join("; ")}`, { retry: false });
  }
  const { HOST, PORT, LOG_LEVEL, TRUST_PROXY, CORS_ORIGINS } = read.data;
  const { DATABASE_URL, REDIS_URL, SECRET_KEY } = read.data;
  return {
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    trustProxy: TRUST_PROXY,
    origins: CORS_ORIGINS,
    secrets: {
      databaseUrl: DATABASE_URL,
      redisUrl: REDIS_URL,
      secretKey: readSecretKey(SECRET_KEY, "SECRET_KEY"),
    },
  };
}
