import { hostname } from "node:os";
import type { PaymentLuck } from "@msafara/integrations";
import { Fault } from "@msafara/kernel";
import { z } from "zod";
import { readPaymentLuck } from "./read-payment-luck.ts";
import { type RoadsConfig, roadsConfigOf, roadsEnvironment } from "./roads/roads-environment.ts";

const PORT_MAX = 65_535;
/** Where the map lies unless ROADS_MAP says otherwise. */
const STATE_FOLDER = ".msafara";

/** What a host of agents may be told from outside. */
const Environment = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "expected an address such as postgres://user:password@host:5432/msafara",
  }),
  REDIS_URL: z.url({
    protocol: /^rediss?$/,
    error: "expected an address such as redis://host:6379",
  }),
  /** The name that operators see; a pod's name by default. */
  NODE_NAME: z.string().min(1).max(128).default(hostname()),
  /** Where probes and Prometheus ask. */
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce
    .number({ error: "expected a number" })
    .int({ error: "expected a whole number" })
    .min(1, { error: "expected a port above 0" })
    .max(PORT_MAX, { error: `expected a port up to ${PORT_MAX}` })
    .default(8081),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "expected trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
  /** How the provider of payments that stands in misbehaves, for whoever tries what undoes what. */
  STAND_IN_PAYMENTS: z
    .string()
    .default("{}")
    .transform((text, context) => {
      const luck = readPaymentLuck(text);
      if (luck !== undefined) return luck;
      const example = '{"rules":[{"deed":"hold","endsIn":13,"meets":"decline"}]}';
      context.addIssue({ code: "custom", message: `expected JSON such as ${example}` });
      return z.NEVER;
    }),
  ...roadsEnvironment,
});

/** The host's configuration; secrets stand apart, so that nobody logs them by accident. */
export interface Config {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly paymentLuck: PaymentLuck;
  readonly roads: RoadsConfig;
  readonly secrets: {
    readonly databaseUrl: string;
    readonly redisUrl: string;
    readonly googleKey: string | undefined;
  };
}

/** Reads the environment whole or says in one sentence what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = Environment.safeParse(env);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Fault(`The environment is not as wanted: ${wrong.join("; ")}`, { retry: false });
  }
  const { NODE_NAME, HOST, PORT, LOG_LEVEL, STAND_IN_PAYMENTS } = read.data;
  const { DATABASE_URL, REDIS_URL, GOOGLE_MAPS_API_KEY } = read.data;
  return {
    name: NODE_NAME,
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    paymentLuck: STAND_IN_PAYMENTS,
    roads: roadsConfigOf(read.data, STATE_FOLDER),
    secrets: { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, googleKey: GOOGLE_MAPS_API_KEY },
  };
}
