import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realWorld } from "@msafara/kernel";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEmbeddedPostgres } from "./open-embedded-postgres.ts";

const world = realWorld();
let folder: string;
const open = () => openEmbeddedPostgres({ world, folder, fsync: false });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "msafara-embedded-"));
});
afterAll(async () => {
  const server = await open();
  await server.close();
  // As root it lives elsewhere, because a folder that `mkdtemp` makes is closed to others.
  for (const made of [server.folder, folder]) await rm(made, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: "array" });
  await client.end();
  return rows[0]?.[0];
}

test("keeps what was written over a restart, a takeover and a killed server", async () => {
  const first = await open();
  expect(await ask(first.url, "show server_encoding")).toBe("UTF8");
  expect(await ask(first.url, "show timezone")).toBe("UTC");
  await ask(first.url, "create table kept as select 42 as answer");
  await first.close();

  const second = await open();
  expect(await ask(second.url, "select answer from kept")).toBe(42);
  const third = await open();
  expect(third).toMatchObject({ pid: second.pid, adopted: true, url: second.url });

  process.kill(third.pid, "SIGKILL");
  const fourth = await open();
  expect(fourth.pid).not.toBe(third.pid);
  expect(await ask(fourth.url, "select answer from kept")).toBe(42);
  await fourth.close();
});

test("is not fooled by a pid file whose number another program has now", async () => {
  const first = await open();
  await first.close();
  const stale = [process.pid, join(first.folder, "data"), 1, 1, "", "127.0.0.1", "1 1", "ready"];
  await writeFile(join(first.folder, "data/postmaster.pid"), stale.join("\n"));
  const second = await open();
  expect(second.adopted).toBe(false);
  expect(await ask(second.url, "select 1")).toBe(1);
  await second.close();
});
