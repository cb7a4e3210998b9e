import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../run-command-line.ts";
import { deskAt } from "../specs/open-office.ts";

let stateFolder: string;

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "msafara-eta-"));
});
afterAll(async () => {
  await rm(stateFolder, { recursive: true });
});

async function ask(...words: readonly string[]) {
  return await runCommandLine(words, { ...deskAt(undefined), stateFolder });
}

test("an arrival is foretold, and how sure that is", { timeout: 60_000 }, async () => {
  const depart = ["--depart", "2026-11-20T08:00:00+03:00"];
  const { exitCode, lines } = await ask("eta", "Nairobi", "Mombasa", ...depart);
  expect(exitCode).toBe(0);
  expect(lines[0]).toMatch(/^Nairobi – Mombasa, truck: \d{3}\.\d km$/);
  expect(lines[1]).toMatch(/^Sets out .*, arrives .*, nine times of ten before /);
  const json = await ask("eta", "Nairobi", "Mombasa", ...depart, "--json", "--vehicle", "car");
  const { departAt, arriveAt, arriveBy } = JSON.parse(json.lines.join("\n"));
  expect(departAt).toBeLessThan(arriveAt);
  expect(arriveAt).toBeLessThan(arriveBy);
  const boda = await ask("eta", "Nairobi", "Thika", ...depart, "--vehicle", "motorcycle");
  expect(boda.lines[0]).toMatch(/^Nairobi – Thika, motorcycle: \d+\.\d km$/);
  expect((await ask("eta", "Nairobi", "zzzzz")).complaint).toMatch(/is not on this map/);
  expect((await ask("eta", "Nairobi", "8,60")).complaint).toBe(
    'There is no road within 2000 m of "8,60": latitude comes first',
  );
});

test(
  "next year's arrival has its hour, too, and says by whose clock",
  { timeout: 60_000 },
  async () => {
    const { lines } = await ask("eta", "Nairobi", "Thika", "--depart", "2030-01-01T08:00:00+03:00");
    expect(lines[1]).toMatch(
      /^Sets out 01 Jan 2030 05:00, arrives 01 Jan 2030 \d\d:\d\d, nine times of ten before 01 Jan 2030 \d\d:\d\d \(UTC\)$/,
    );
  },
);

test(
  "U107: a motorcycle loses less of its time in the rush than a car",
  { timeout: 60_000 },
  async () => {
    const tookMs = async (kind: string, hour: string) => {
      const words = ["--vehicle", kind, "--depart", `2026-11-23T${hour}:00+03:00`, "--json"];
      const { lines } = await ask("eta", "Nairobi", "Nakuru", ...words);
      const { departAt, arriveAt } = JSON.parse(lines.join("\n"));
      return arriveAt - departAt;
    };
    const lostBy = async (kind: string) =>
      (await tookMs(kind, "07:30")) - (await tookMs(kind, "01:00"));
    expect(await lostBy("motorcycle")).toBeLessThan((await lostBy("car")) * 0.8);
  },
);
