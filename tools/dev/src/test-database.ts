import { realWorld } from "@msafara/kernel";
import pg from "pg";
import { inject } from "vitest";
import { TEMPLATE } from "./vitest/template.ts";

/** A migrated database that belongs to one spec file. */
export interface TestDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Clones the run's migrated template; `close` drops the clone, whoever is still connected. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = realWorld().mint("spec");
  await administer(server, `create database ${name} template ${TEMPLATE}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    close: () => administer(server, `drop database if exists ${name} with (force)`),
  };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
