import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { realWorld } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { readDevConfig } from "../../config.ts";
import { ELSEWHERE, removeFolder } from "../../leftovers.ts";
import { TEMPLATE } from "../template.ts";
import { openRunFolder } from "../run-folder.ts";

/** One server per run, and in it one migrated template that spec files clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { databaseUrl } = readDevConfig();
  const server = databaseUrl === undefined ? await openPrivate() : { url: databaseUrl, close };
  await makeTemplate(server.url);
  project.provide("postgresUrl", server.url);
  return server.close;
}

async function close(): Promise<void> {}

async function openPrivate(): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await openRunFolder("postgres");
  const server = await openEmbeddedPostgres({
    world: realWorld(),
    folder: join(folder, "server"),
    fsync: false,
  });
  await writeFile(join(folder, ELSEWHERE), server.folder);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await removeFolder(server.folder);
      await removeFolder(folder);
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await migrate(template.href);
}
