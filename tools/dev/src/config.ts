import { resolve } from "node:path";
import { checkout } from "./checkout.ts";

/** What the person at the terminal may set. */
export interface DevConfig {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** Where a stack keeps its data; two stacks of one clone need two. */
  readonly stateFolder: string;
  readonly path: string;
  /** Colours and progress are for people. */
  readonly terminal: boolean;
}

/** Reads the environment; an empty variable counts as one that is not set. */
export function readDevConfig(env: NodeJS.ProcessEnv = process.env): DevConfig {
  return {
    databaseUrl: env["DATABASE_URL"] || undefined,
    redisUrl: env["REDIS_URL"] || undefined,
    stateFolder: resolve(env["MSAFARA_STATE"] || checkout.state),
    path: env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    terminal: process.stdout.isTTY && !env["CI"] && !env["NO_COLOR"],
  };
}

/** What the server is started with: the person's own environment, and where this clone keeps things. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, MSAFARA_STATE: readDevConfig().stateFolder };
}

/** What a tool of the checkout is started with: our Node first, whatever the system has. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const path = `${checkout.root}/node_modules/.bin:${readDevConfig().path}`;
  return { ...process.env, PATH: path, NODE_NO_WARNINGS: "1" };
}
