import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import { Client } from "pg";

const STATE = join(import.meta.dirname, "../../../.msafara/bench");

/** The server that every measurement of a run stands on, set as the product sets its own. */
export interface Ground {
  readonly world: World;
  readonly url: string;
  readonly serverPid: number;
  /** Where the server keeps its files: the disk to measure. */
  readonly folder: string;
  /** A database of its own; with the engine's tables where asked for. */
  readonly openDatabase: (name: string, options?: { migrated: boolean }) => Promise<string>;
  /** Says something as the server's owner. */
  readonly tell: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a server on an empty folder, with fsync, and takes both away at the end. */
export async function openGround(world: World): Promise<Ground> {
  await mkdir(STATE, { recursive: true });
  const wanted = await mkdtemp(join(STATE, "ground-"));
  const server = await openEmbeddedPostgres({ world, folder: wanted });
  const owner = new Client({ connectionString: server.url });
  await owner.connect();
  const tell = async (sql: string) => {
    await owner.query(sql);
  };
  return {
    world,
    url: server.url,
    serverPid: server.pid,
    folder: server.folder,
    tell,
    openDatabase: async (name, { migrated } = { migrated: false }) => {
      await tell(`CREATE DATABASE ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      if (migrated) await migrate(url.href);
      return url.href;
    },
    close: async () => {
      await owner.end();
      await server.close();
      await rm(server.folder, { recursive: true, force: true });
      await rm(wanted, { recursive: true, force: true });
    },
  };
}

/** Connects some clients; they are closed when the work is done, whatever comes of it. */
export async function withClients<Value>(
  { url, count }: { readonly url: string; readonly count: number },
  work: (clients: readonly Client[]) => Promise<Value>,
): Promise<Value> {
  const clients = Array.from({ length: count }, () => new Client({ connectionString: url }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    return await work(clients);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
