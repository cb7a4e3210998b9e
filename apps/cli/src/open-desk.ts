import { Fault, type World } from "@msafara/kernel";
import {
  type Identity,
  migrate,
  openIdentity,
  openJournal,
  type OpenJournal,
  openPasswords,
  strongLuck,
} from "@msafara/store";
import type { Config } from "./config.ts";
import type { Desk } from "./desk.ts";
import { findStack } from "./find-stack.ts";

/** Few questions are asked at once. */
const CONNECTIONS_MAX = 4;

/** What the database says when nothing was done there: not reached, not let in, not there. */
const NEVER_REACHED = new Set([
  "28000",
  "28P01",
  "3D000",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
]);

export interface DeskParts extends Pick<Desk, "confirm" | "askSecret" | "readInput" | "say"> {
  readonly world: World;
  readonly config: Config;
}

/** A desk that holds connections. */
export interface OpenDesk extends Desk {
  readonly close: () => Promise<void>;
}

/** Opens the desk; nothing is connected before a command asks. */
export function openDesk({ world, config, ...attendance }: DeskParts): OpenDesk {
  const { look, user, marketUrl, stateFolder, secrets } = config;
  let opened: OpenJournal | undefined;
  let people: (Identity & { readonly close: () => Promise<void> }) | undefined;
  return {
    world,
    look,
    user,
    marketUrl,
    stateFolder,
    password: secrets.password,
    ...attendance,
    passwords: openPasswords(strongLuck()),
    identity: async () => {
      const connectionString = await databaseUrl(config);
      people ??= openIdentity({ connectionString, connectionsMax: CONNECTIONS_MAX });
      const asked = people;
      await knock(() => asked.listAccounts({ roles: ["admin"], limit: 1 }), connectionString);
      return asked;
    },
    journal: async () => {
      const connectionString = await databaseUrl(config);
      opened ??= openJournal({ connectionString, world, questionsMax: CONNECTIONS_MAX });
      const asked = opened;
      await knock(() => asked.settings(), connectionString);
      return asked;
    },
    migrate: async () => {
      const url = await databaseUrl(config);
      try {
        return await migrate(url);
      } catch (cause) {
        throw cause instanceof Fault ? cause : unreachable(url, cause);
      }
    },
    close: async () => {
      await Promise.all([opened?.close(), people?.close()]);
    },
  };
}

async function databaseUrl({ secrets, stateFolder }: Config): Promise<string> {
  const url = secrets.databaseUrl ?? (await findStack(stateFolder));
  if (url !== undefined) return url;
  throw new Fault(
    'No stack runs in this checkout: run "npx -y pnpm@12 start", or set DATABASE_URL',
    {
      retry: false,
    },
  );
}

/** A first small question, so that a door that is shut is told apart from an answer that fails. */
async function knock(question: () => Promise<unknown>, url: string): Promise<void> {
  try {
    await question();
  } catch (fault) {
    const cause = fault instanceof Error ? fault.cause : undefined;
    throw isOutside(cause) ? unreachable(url, cause) : fault;
  }
}

function isOutside(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if ("code" in cause) return NEVER_REACHED.has(String(cause.code));
  return /timeout|terminated/i.test(cause.message);
}

function unreachable(url: string, cause: unknown): Fault {
  const host = URL.parse(url)?.host ?? "";
  const why = cause instanceof Error ? cause.message || codeOf(cause) : String(cause);
  return new Fault(
    `Cannot use the database at "${host}" (${why}): is it running, and is DATABASE_URL right?`,
    {
      retry: true,
      cause,
    },
  );
}

/** Node says nothing when every address of a name refused, but for the code. */
function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}
