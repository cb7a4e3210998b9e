import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommandLine } from "../run-command-line.ts";
import { deskAt } from "../specs/open-office.ts";

const TEA = {
  id: "Tea 17",
  pickup: "Nairobi",
  drop: "Mombasa",
  payKes: 45_000,
  weightKg: 8_000,
};
const DEPART = ["--depart", "2026-11-20T08:00:00+03:00"];

let stateFolder: string;

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "msafara-backhaul-"));
});
afterAll(async () => {
  await rm(stateFolder, { recursive: true });
});

async function ask(...words: readonly string[]) {
  return await runCommandLine(["backhaul", ...words], { ...deskAt(undefined), stateFolder });
}

async function askOver(loads: unknown, ...words: readonly string[]) {
  const path = join(stateFolder, "loads.json");
  await writeFile(path, typeof loads === "string" ? loads : JSON.stringify(loads));
  return await ask("Nairobi", "Mombasa", "--loads", path, ...DEPART, ...words);
}

describe("U104: cargo for a truck that drives anyway", { timeout: 60_000 }, () => {
  test("is found among loads that are made up, and that say so", async () => {
    const { exitCode, lines } = await ask("Mombasa", "Nairobi", ...DEPART);
    expect(exitCode).toBe(0);
    expect(lines[0]).toBe("Mombasa – Nairobi: best first");
    expect(lines[1]).toMatch(/^[\d,]+ KES gained of [\d,]+ KES: -?\d+\.\d km and -?\d+ min more/);
    expect(lines).toContain("Loads: 200, made up: nobody has them");
    expect(lines.at(-1)).toMatch(/^Map: Generated roads/);
    const again = await ask("Mombasa", "Nairobi", ...DEPART);
    expect(again.lines).toEqual(lines);
  });

  test("on its very way costs no detour, and pays in full", async () => {
    const { lines } = await askOver([TEA], "--json");
    const { backhauls, isDrawn } = JSON.parse(lines.join("\n"));
    expect(isDrawn).toBe(false);
    expect(backhauls).toHaveLength(1);
    expect(backhauls[0]).toMatchObject({
      loadIds: ["Tea 17"],
      payCents: 4_500_000,
      profitCents: 4_500_000,
      detourM: 0,
      detourS: 0,
    });
  });

  test.for([
    ["too heavy", [TEA], ["--room", "7.5"]],
    ["not worth the way", [{ ...TEA, drop: "Kampala", payKes: 100 }], []],
    [
      "over before the truck is there",
      [{ ...TEA, dropHours: ["2026-11-20T06:00:00Z", "2026-11-20T06:05:00Z"] }],
      [],
    ],
  ] as const)("is none where it is %s", async ([, loads, words]) => {
    const { exitCode, lines } = await askOver(loads, ...words);
    expect([exitCode, lines[0]]).toEqual([0, "Nairobi – Mombasa: no load pays for its detour"]);
  });

  test("is hauled within the hours of the law that binds its driver", async () => {
    const far = { ...TEA, pickup: "Nairobi", drop: "Kampala", payKes: 900_000 };
    const best = async (...words: readonly string[]) => {
      const { lines } = await askOver([far], "--json", ...words);
      return JSON.parse(lines.join("\n")).backhauls[0];
    };
    const [free, none, kenya] = [
      await best(),
      await best("--hours", "none"),
      await best("--hours", "kenya"),
    ];
    expect(none).toEqual(free);
    expect(free.restS).toBe(0);
    expect(kenya.restS).toBeGreaterThan(10 * 3_600);
    expect(kenya.arriveAt - free.arriveAt).toBeGreaterThanOrEqual(kenya.restS * 1_000);
    const due = new Date(free.callsAt[1] + 60_000).toISOString();
    const soon = { ...far, dropHours: ["2026-11-20T06:00:00Z", due] };
    expect((await askOver([soon])).lines[0]).toMatch(/best first$/);
    expect((await askOver([soon], "--hours", "eu")).lines[0]).toMatch(/no load pays/);
  });

  test("says how long its driver rests on the way", async () => {
    const { lines } = await askOver([TEA], "--hours", "eu");
    expect(lines[1]).toMatch(/, arrives \d\d Nov 2026 \d\d:\d\d after \S+ of rest$/);
    expect((await askOver([TEA], "--hours", "moon")).complaint).toBe(
      '"--hours" is "moon": expected one of none, kenya, eu, us',
    );
  });

  test("fits into what drives: nobody loads ten tonnes onto a motorcycle", async () => {
    const light = { ...TEA, weightKg: 90 };
    const boda = ["--vehicle", "motorcycle"];
    expect((await askOver([light], ...boda)).lines[0]).toMatch(/best first$/);
    expect((await askOver([{ ...light, weightKg: 300 }], ...boda)).lines[0]).toMatch(
      /no load pays/,
    );
    expect((await askOver([TEA], "--vehicle", "van")).lines[0]).toMatch(/no load pays/);
  });

  test("is read from a file that begins with a byte order mark, as Windows writes it", async () => {
    const { lines } = await askOver(`\u{feff}${JSON.stringify([TEA])}`);
    expect(lines[0]).toMatch(/best first$/);
  });

  test("is none where nobody has a load", async () => {
    expect((await askOver([])).lines[0]).toBe("Nairobi – Mombasa: the list of loads is empty");
  });

  test("off the roads is left out, and counted", async () => {
    const { lines } = await askOver([TEA, { ...TEA, id: "Fish", pickup: "8,60" }]);
    expect(lines).toContain("Off the roads: 1");
  });

  test.for([
    ["Dear all", /^This is no JSON: expected a list of loads/],
    [TEA, /^This is no list of loads/],
    [[{ ...TEA, pickuphours: [] }], /^Load 1: .* "pickuphours": did you mean "pickupHours"\?$/],
    [[{ ...TEA, colour: "red" }], /^Load 1: .* "colour": expected id, pickup, drop, payKes/],
    [[TEA, "tea"], /^Load 2: expected \{"id"/],
    [[{ ...TEA, id: "" }], /^Load 1: expected a name/],
    [[{ ...TEA, payKes: -1 }], /^Load 1: expected payKes above zero, found -1$/],
    [[{ ...TEA, weightKg: "8 t" }], /^Load 1: expected weightKg above zero, found "8 t"$/],
    [[{ ...TEA, drop: "zzzzz" }], /^Load 1: "zzzzz" is not on this map/],
    [[{ ...TEA, pickup: undefined }], /^Load 1: expected a pickup and a drop/],
    [[{ ...TEA, dropHours: ["soon"] }], /^Load 1: expected hours as two instants/],
    [[TEA, TEA], /^Load 2: "Tea 17" is there twice$/],
  ] as const)("%j: one sentence says what cannot be read", async ([loads, sentence]) => {
    const { exitCode, complaint } = await askOver(loads);
    expect([exitCode, complaint]).toEqual([1, expect.stringMatching(sentence)]);
  });

  test.for([
    [["Nairobi", "zzzzz"], /^"zzzzz" is not on this map/],
    [["Nairobi", "8,60"], /^There is no road within 2000 m of "8,60": latitude/],
    [["Nairobi", "Zanzibar", "--avoid", "ferries"], /^There is no way to "Zanzibar".*: ferry/],
    [["Nairobi", "Mombasa", "--loads", "/nowhere.json"], /^There is no file "\/nowhere.json"$/],
    [["Nairobi", "Mombasa", "--loads", "/"], /^"\/" is a folder$/],
  ] as const)("%j: one sentence says why there is no answer", async ([words, sentence]) => {
    const { exitCode, complaint } = await ask(...words);
    expect([exitCode, complaint]).toEqual([1, expect.stringMatching(sentence)]);
  });
});
