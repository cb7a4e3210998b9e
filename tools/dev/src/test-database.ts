import { realWorld } from "@msafara/kernel";
import { inject } from "vitest";
import { administer } from "./administer.ts";

/** A migrated database that belongs to one spec file. */
export interface TestDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Clones the run's migrated template; `close` drops the clone, whoever is still connected. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = realWorld().mint("spec");
  await administer(server, `create database ${name} template ${inject("template")}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    close: () => administer(server, `drop database if exists ${name} with (force)`),
  };
}
