import { join } from "node:path";
import { Fault, type World } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import type { Logger } from "pino";
import type { Config } from "./config.ts";

/** A migrated database, ours or the one that was named. */
export interface Database {
  readonly url: string;
  readonly kind: "embedded" | "external";
  readonly close: () => Promise<void>;
}

/** Opens the embedded server unless an address was given, and brings its tables up to date. */
export async function openDatabase(
  config: Config,
  { world, log }: { readonly world: World; readonly log: Logger },
): Promise<Database> {
  const { databaseUrl } = config.secrets;
  const database =
    databaseUrl === undefined
      ? await openEmbedded(config, { world, log })
      : ({ url: databaseUrl, kind: "external", close: async () => {} } as const);
  try {
    const applied = await migrate(database.url);
    log.info({ event: "database.migrated", applied }, "database is up to date");
    return database;
  } catch (cause) {
    await database.close();
    throw cause instanceof Fault ? cause : unreachable(database.url, cause);
  }
}

async function openEmbedded(
  config: Config,
  { world, log }: { readonly world: World; readonly log: Logger },
): Promise<Database> {
  const server = await openEmbeddedPostgres({
    world,
    folder: join(config.stateFolder, "postgres"),
    log: (message) => log.info({ event: "database.noted" }, message),
  });
  const { folder, adopted, port } = server;
  log.info({ event: "database.opened", folder, adopted, port }, "embedded database runs");
  return { url: server.url, kind: "embedded", close: server.close };
}

function unreachable(url: string, cause: unknown): Fault {
  const { host } = new URL(url);
  const why = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new Fault(
    `Cannot use the database at "${host}" (${why}): put that right, or unset DATABASE_URL`,
    { retry: false, cause },
  );
}
