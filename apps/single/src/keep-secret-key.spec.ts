import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepSecretKey } from "./keep-secret-key.ts";

const NONE = {
  databaseUrl: undefined,
  redisUrl: undefined,
  secretKey: undefined,
  googleKey: undefined,
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "msafara-"));
});
afterEach(() => rm(folder, { recursive: true }));

const keep = (secretKey?: string) =>
  keepSecretKey({ stateFolder: join(folder, "state"), secrets: { ...NONE, secretKey } });

test("a secret is made at the first start, stays the same, and is the owner's alone", async () => {
  const first = await keep();
  expect(first).toHaveLength(32);
  expect(await keep()).toEqual(first);
  const { mode } = await stat(join(folder, "state", "secret.key"));
  expect(mode & 0o777).toBe(0o600);
});

test("the secret that was given counts, and no other is made", async () => {
  const given = Buffer.alloc(32, 3);
  expect(Buffer.from(await keep(given.toString("base64")))).toEqual(given);
  await expect(stat(join(folder, "state"))).rejects.toThrow("ENOENT");
});

test("a file that somebody spoilt is told by its name, and not overwritten", async () => {
  await keep();
  await writeFile(join(folder, "state", "secret.key"), "oops");
  await expect(keep()).rejects.toThrow(/secret\.key" is no secret/);
});
