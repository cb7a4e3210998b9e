import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { Fault } from "@msafara/kernel";
import type { Look } from "./desk.ts";

const CHECKOUT = resolve(import.meta.dirname, "../../..");
const PORT = 8080;
const WIDTH = 80;
const WIDTH_MIN = 40;

/** What the command line is told by its surroundings. */
export interface Config {
  readonly look: Look;
  readonly user: string;
  /** Where a stack of this checkout keeps its data. */
  readonly stateFolder: string;
  /** Where that stack answers. */
  readonly marketUrl: string;
  readonly secrets: Secrets;
}

/** What nobody else may read. */
export interface Secrets {
  readonly databaseUrl: string | undefined;
  /** Of whom `--as` names. */
  readonly password: string | undefined;
}

/** The part of a stream that says whether a person reads it. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Reads the environment whole, or says in one sentence what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv, screen: Screen): Config {
  const databaseUrl = env["DATABASE_URL"] || undefined;
  if (databaseUrl !== undefined && !isPostgres(databaseUrl)) {
    const expected = "expected an address such as postgres://user:password@host:5432/msafara";
    throw new Fault(`The environment is not as wanted: DATABASE_URL: ${expected}`, {
      retry: false,
    });
  }
  return {
    look: readLook(env, screen),
    user: whoActs(),
    stateFolder: resolve(env["MSAFARA_STATE"] || join(CHECKOUT, ".msafara")),
    marketUrl: env["MSAFARA_URL"] || `http://127.0.0.1:${env["PORT"] || PORT}`,
    secrets: { databaseUrl, password: env["MSAFARA_PASSWORD"] || undefined },
  };
}

function readLook(env: NodeJS.ProcessEnv, { isTTY = false, columns }: Screen): Look {
  const wished = columns ?? Number(env["COLUMNS"]);
  return {
    width: Math.max(WIDTH_MIN, wished > 0 ? wished : WIDTH),
    colours: isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function isPostgres(url: string): boolean {
  return /^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? "");
}

/** A container may run as a number that has no name. */
function whoActs(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
