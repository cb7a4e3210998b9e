import { Fault } from "@msafara/kernel";
import { z } from "zod";

const SPEED_MAX = 3_600;

/** What the demonstration may be told from outside. */
const Environment = z.object({
  MSAFARA_URL: z.url({
    protocol: /^https?$/,
    error: "expected an address such as http://127.0.0.1:8080",
  }),
  MSAFARA_STATE: z.string().min(1).default(".msafara"),
  DEMO_SPEED: z.coerce
    .number({ error: "expected a number" })
    .min(1, { error: "expected 1, which is real time, or more" })
    .max(SPEED_MAX, { error: `expected at most ${SPEED_MAX}` })
    .default(60),
  DEMO_SEED: z.coerce.number().int().default(1),
});

/** The configuration of the demonstration. */
export interface Config {
  readonly url: string;
  readonly stateFolder: string;
  readonly speed: number;
  readonly seed: number;
}

/** Reads the environment whole or says in one sentence what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = Environment.safeParse(given);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Fault(`The environment is not as wanted: ${wrong.join("; ")}`, { retry: false });
  }
  const { MSAFARA_URL, MSAFARA_STATE, DEMO_SPEED, DEMO_SEED } = read.data;
  return { url: MSAFARA_URL, stateFolder: MSAFARA_STATE, speed: DEMO_SPEED, seed: DEMO_SEED };
}
