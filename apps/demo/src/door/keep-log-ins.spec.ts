import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepLogIns } from "./keep-log-ins.ts";

const AMINA = { role: "driver", name: "Amina", phone: "+254199000010", locale: "en" } as const;
let folder: string;
const file = () => join(folder, "demo", "log-ins.json");
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "msafara-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("who has come in is written down for the owner alone, and found again", async () => {
  const logIns = await keepLogIns(folder, () => "first");
  await logIns.add(AMINA);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  const again = await keepLogIns(folder, () => "second");
  expect(again.password).toBe("first");
  expect(again.has(AMINA.phone)).toBe(true);
  const { role, name, phone } = AMINA;
  expect(JSON.parse(await readFile(file(), "utf8"))).toEqual([
    { role, name, phone, password: "first" },
  ]);
});

test("a spoilt file is begun anew", async () => {
  await (await keepLogIns(folder, () => "first")).add(AMINA);
  await writeFile(file(), "oops");
  expect((await keepLogIns(folder, () => "second")).password).toBe("second");
});
