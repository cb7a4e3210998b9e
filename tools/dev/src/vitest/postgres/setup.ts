import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { realWorld } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import type { TestProject } from "vitest/node";
import { administer } from "../../administer.ts";
import { readDevConfig } from "../../config.ts";
import { ELSEWHERE, removeFolder } from "../../leftovers.ts";
import { openRunFolder } from "../run-folder.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Administers the run's server; a spec asks `openTestDatabase` for a database of its own. */
    readonly postgresUrl: string;
    /** The migrated database that every spec file's own is cloned from. */
    readonly template: string;
  }
}

/** One server per run, and in it one migrated template that spec files clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { databaseUrl } = readDevConfig();
  const server: Server = databaseUrl === undefined ? await openPrivate() : { url: databaseUrl };
  // Named after this process, so that two runs may share one server.
  const template = `msafara_template_${process.pid}`;
  await makeTemplate(server.url, template);
  project.provide("postgresUrl", server.url);
  project.provide("template", template);
  return async () => {
    await administer(server.url, `drop database if exists ${template} with (force)`);
    await server.close?.();
  };
}

interface Server {
  readonly url: string;
  /** Absent for a server that is not ours to end. */
  readonly close?: () => Promise<void>;
}

async function openPrivate(): Promise<Server> {
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

async function makeTemplate(url: string, name: string): Promise<void> {
  await administer(url, `create database ${name}`);
  const template = new URL(url);
  template.pathname = `/${name}`;
  await migrate(template.href);
}
