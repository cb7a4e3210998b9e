import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findStack, folderIn } from "./find-stack.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A state folder; with a server that seems to run as this process, or as the one named. */
async function stateFolder({ pid = process.pid, port = "5555" } = {}): Promise<string> {
  const state = await mkdtemp(join(tmpdir(), "msafara-state-"));
  folders.push(state);
  await mkdir(join(state, "postgres", "data"), { recursive: true });
  await writeFile(join(state, "postgres", "password"), "pgp_1\n");
  const lines = [pid, "/data", 1_700_000_000, port, "", "127.0.0.1", "", "ready"];
  await writeFile(join(state, "postgres", "data", "postmaster.pid"), lines.join("\n"));
  return state;
}

const URL_OF_5555 = "postgres://msafara:pgp_1@127.0.0.1:5555/postgres";

test("the database of a running stack is found", async () => {
  expect(await findStack(await stateFolder())).toBe(URL_OF_5555);
});

test("it is found where the log says that it lies, too", async () => {
  const [elsewhere, here] = [await stateFolder(), await stateFolder({ pid: 0 })];
  const folder = join(elsewhere, "postgres");
  const line = JSON.stringify({ event: "database.opened", folder });
  await writeFile(join(here, "single.log"), `{"event":"x"}\n${line}\n`);
  expect(await findStack(here)).toBe(URL_OF_5555);
});

test.for([
  ["has ended without a word", { pid: 2_147_483_600 }],
  ["is only beginning", { port: "" }],
] as const)("none is found when the server %s", async ([, spoil]) => {
  expect(await findStack(await stateFolder(spoil))).toBeUndefined();
});

test("none is found in a folder that is not there", async () => {
  expect(await findStack("/nowhere/at/all")).toBeUndefined();
});

test("a log that is cut short names no folder", () => {
  expect(folderIn('{"event":"database.opened","fol')).toBeUndefined();
});
