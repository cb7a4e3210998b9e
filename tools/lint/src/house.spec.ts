import { beforeAll, describe, expect, test } from "vitest";
import house from "./house.ts";
import { type Findings, lintPlanted, type Plants } from "./plant.ts";

const IN_KERNEL = "packages/kernel/src";
const IN_RUNTIME = "packages/runtime/src";

/** Each names its guard, what it must catch, and the same wish spoken as the house speaks it. */
const GUARDS: readonly {
  readonly guard: string;
  readonly caught: Plants;
  readonly passes: Plants;
}[] = [
  {
    guard: "house(no-ambient)",
    caught: {
      [`${IN_KERNEL}/clock.ts`]: "export const clock = () => Date.now();",
      [`${IN_KERNEL}/today.ts`]: "export const today = () => new Date().getDay();",
      [`${IN_KERNEL}/luck.ts`]: "export const luck = () => Math.random();",
      [`${IN_KERNEL}/stopwatch.ts`]: "export const stopwatch = () => performance.now();",
      [`${IN_KERNEL}/later.ts`]: "export const later = (go: () => void) => setTimeout(go, 10);",
      [`${IN_KERNEL}/soon.ts`]: "export const soon = (go: () => void) => setImmediate(go);",
      [`${IN_KERNEL}/token.ts`]: "export const token = () => crypto.randomUUID();",
      [`${IN_KERNEL}/patience.ts`]: "export const patience = () => AbortSignal.timeout(10);",
      [`${IN_KERNEL}/salt.ts`]:
        'import { randomBytes } from "node:crypto";\nexport const salt = () => randomBytes(8);',
      [`${IN_KERNEL}/nap.ts`]:
        'import { setTimeout as doze } from "node:timers/promises";\nexport const nap = doze;',
      [`${IN_KERNEL}/sleepy.spec.ts`]: "setTimeout(() => undefined, 10);",
      "apps/gateway/src/clock.ts": "export const clock = () => Date.now();",
    },
    passes: {
      [`${IN_KERNEL}/hour.ts`]: "export const hour = (at: number) => new Date(at).getUTCHours();",
      [`${IN_KERNEL}/digest.ts`]:
        'import { createHash } from "node:crypto";\nexport const digest = () => createHash("sha256");',
      "tools/dev/src/uptime.ts": "export const uptime = () => Date.now();",
      "packages/store/src/slow.pg.spec.ts": "setTimeout(() => undefined, 10);",
      [`${IN_KERNEL}/world-clock.ts`]: [
        "// oxlint-disable-next-line house/no-ambient -- This is where the world comes in.",
        "export const worldClock = () => Date.now();",
      ].join("\n"),
    },
  },
  {
    guard: "house(no-bare-error)",
    caught: {
      [`${IN_KERNEL}/refuses.ts`]:
        'export function refuses(): never {\n  throw new Error("The load is not open");\n}',
      [`${IN_KERNEL}/rejects.ts`]:
        'export const rejects = () => Promise.reject(new TypeError("Not a load"));',
    },
    passes: {
      [`${IN_KERNEL}/mishap.ts`]: "export class Mishap extends Error {}",
      [`${IN_KERNEL}/broken.spec.ts`]: 'throw new Error("A vendor that breaks on purpose");',
    },
  },
  {
    guard: "house(no-process-env)",
    caught: {
      [`${IN_KERNEL}/url.ts`]: 'export const url = process.env["REDIS_URL"];',
      [`${IN_KERNEL}/port.ts`]:
        'import { env } from "node:process";\nexport const port = env["PORT"];',
    },
    passes: {
      "apps/gateway/src/config.ts": 'export const config = process.env["PORT"];',
      [`${IN_KERNEL}/env.ts`]: "export const env = { nights: 1 };",
    },
  },
  {
    guard: "house(no-select-all)",
    caught: {
      "packages/store/src/open-loads.ts":
        "export const openLoads = (db: { selectAll: () => number }) => db.selectAll();",
      "packages/store/src/bids.ts": 'export const bids = "select * from bids";',
      "packages/store/src/trips.ts":
        "export const trips = (id: string) => `SELECT t.* FROM trips t WHERE id = ${id}`;",
      "packages/store/src/paid.ts": 'export const paid = "update p set x = 1 returning *";',
    },
    passes: {
      "packages/store/src/docks.ts": 'export const docks = "select id, opens from docks";',
      "packages/store/src/count.ts": 'export const count = "select count(*) from docks";',
      "packages/store/src/given.ts":
        'export const given = "select * from unnest($1::text[], $2::int[]) as given(id, n)";',
    },
  },
  {
    guard: "house(file-named-after-export)",
    caught: {
      [`${IN_KERNEL}/take-bid.ts`]:
        "export const ranks = [1];\nexport function rank(): number {\n  return 1;\n}",
    },
    passes: {
      [`${IN_KERNEL}/give-bid.ts`]: "export function giveBid(): number {\n  return 1;\n}",
      [`${IN_KERNEL}/routes.ts`]: "const routeOf = 1;\nexport { routeOf };",
      [`${IN_KERNEL}/ledger.contract.ts`]: "export const ledgerContract = 1;",
      [`${IN_KERNEL}/lane.ts`]: "export type Lane = string;",
      [`${IN_KERNEL}/places.ts`]: "export const near = () => 1;\nexport const far = () => 2;",
    },
  },
  {
    guard: "house(no-banned-file-names)",
    caught: {
      [`${IN_KERNEL}/utils.ts`]: "export const utils = 1;",
      [`${IN_KERNEL}/bid-helper.ts`]: "export const bidHelper = 1;",
      [`${IN_KERNEL}/dock.manager.ts`]: "export const dockManager = 1;",
    },
    passes: { [`${IN_KERNEL}/commonwealth.ts`]: "export const commonwealth = 1;" },
  },
  {
    guard: "house(no-barrel)",
    caught: {
      [`${IN_KERNEL}/nouns.ts`]: 'export * from "./money.ts";',
      [`${IN_KERNEL}/verbs.ts`]: 'export { addMoney } from "./money.ts";',
    },
    passes: {
      "packages/toll/src/index.ts": 'export { toll } from "./toll.ts";',
      "packages/toll/src/toll.ts": "export const toll = 1;",
    },
  },
  {
    guard: "house(no-enum)",
    caught: { [`${IN_KERNEL}/phase.ts`]: "export enum Phase {\n  Open,\n}" },
    passes: { [`${IN_KERNEL}/stage.ts`]: 'export type Stage = "open" | "shut";' },
  },
  {
    guard: "house(no-race-in-runtime)",
    caught: {
      [`${IN_RUNTIME}/first.ts`]:
        "export const first = (all: readonly Promise<number>[]) => Promise.race(all);",
      [`${IN_RUNTIME}/leave.ts`]:
        "export function leave(work: () => Promise<number>): void {\n  void work();\n}",
    },
    passes: {
      "apps/gateway/src/second.ts":
        "export const second = (all: readonly Promise<number>[]) => Promise.race(all);",
      [`${IN_RUNTIME}/racing.spec.ts`]:
        "await Promise.race([Promise.resolve(1), Promise.resolve(2)]);",
    },
  },
  {
    guard: "house(todo-needs-issue)",
    caught: { [`${IN_KERNEL}/wish.ts`]: "// TODO make it faster\nexport const wish = 1;" },
    passes: {
      [`${IN_KERNEL}/want.ts`]: "// @todo #12 make it faster\nexport const want = 1;",
    },
  },
  {
    guard: "house(disable-needs-reason)",
    caught: {
      [`${IN_KERNEL}/mute.ts`]: "// oxlint-disable-next-line no-var\nexport var mute = 1;",
      [`${IN_KERNEL}/deaf.ts`]: "/* oxlint-disable no-var */\nexport var deaf = 1;",
    },
    passes: {
      [`${IN_KERNEL}/voice.ts`]: [
        "// oxlint-disable-next-line eqeqeq -- The planted file needs one excused sin.",
        "export const voice = (one: number) => one == 1;",
      ].join("\n"),
    },
  },
  {
    guard: "eslint(max-lines)",
    caught: { [`${IN_KERNEL}/long.ts`]: `export const long = [\n${"  1,\n".repeat(300)}];` },
    passes: { [`${IN_KERNEL}/short.ts`]: `export const short = [\n${"  1,\n".repeat(290)}];` },
  },
  {
    guard: "eslint(max-lines-per-function)",
    caught: { [`${IN_KERNEL}/epic.ts`]: epic("epic") },
    passes: { [`${IN_KERNEL}/saga.spec.ts`]: epic("saga") },
  },
  {
    guard: "eslint(max-params)",
    caught: {
      [`${IN_KERNEL}/sum.ts`]:
        "export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;",
    },
    passes: {
      [`${IN_KERNEL}/add.ts`]: "export const add = (a: number, b: number, c: number) => a + b + c;",
    },
  },
  {
    guard: "import(no-default-export)",
    caught: { [`${IN_KERNEL}/anyone.ts`]: "const anyone = 1;\nexport default anyone;" },
    passes: { "packages/kernel/oven.config.ts": "export const oven = 1;\nexport default oven;" },
  },
  {
    guard: "typescript(no-floating-promises)",
    caught: {
      [`${IN_KERNEL}/adrift.ts`]:
        "export function adrift(work: () => Promise<number>): void {\n  work();\n}",
    },
    passes: {
      [`${IN_KERNEL}/moored.ts`]:
        "export async function moored(work: () => Promise<number>): Promise<void> {\n  await work();\n}",
    },
  },
  {
    guard: "typescript(switch-exhaustiveness-check)",
    caught: { [`${IN_KERNEL}/partial.ts`]: signs("partial", 'case "go":\n      return 1;') },
    passes: {
      [`${IN_KERNEL}/total.ts`]: signs("total", 'case "go":\n    case "stop":\n      return 1;'),
    },
  },
  {
    guard: "Unused oxlint-disable directive (no problems were reported).",
    caught: {
      [`${IN_KERNEL}/excused.ts`]:
        "// oxlint-disable-next-line no-var -- It was a var in another life.\nexport const excused = 1;",
    },
    passes: {},
  },
];

describe("the guards of the house", () => {
  let findings: Findings;
  // One run for all plants: the program costs more to start than to read them.
  beforeAll(async () => {
    const all = GUARDS.flatMap(({ caught, passes }) => [caught, passes]);
    findings = await lintPlanted(Object.assign({}, ...all));
  });

  test.for(GUARDS.map(({ guard }) => guard))("%s catches what is planted", (name) => {
    for (const path of Object.keys(guardOf(name).caught)) {
      expect(findings[path], path).toContain(name);
    }
  });

  test.for(GUARDS.map(({ guard }) => guard))("%s lets a clean file pass", (name) => {
    for (const path of Object.keys(guardOf(name).passes)) {
      expect(findings[path], path).toEqual([]);
    }
  });

  test("no rule of the house goes without a planted violation", () => {
    const planted = GUARDS.map(({ guard }) => guard);
    const rules = Object.keys(house.rules).map((rule) => `house(${rule})`);
    expect(rules.filter((rule) => !planted.includes(rule))).toEqual([]);
  });
});

function guardOf(name: string) {
  const found = GUARDS.find(({ guard }) => guard === name);
  if (found === undefined) throw new Error(`No guard is called ${name}`);
  return found;
}

/** A function of 52 lines. */
function epic(name: string): string {
  return `export function ${name}(): number {\n  return [\n${"    1,\n".repeat(49)}  ].length;\n}`;
}

function signs(name: string, cases: string): string {
  return `export function ${name}(sign: "go" | "stop"): number | undefined {
  switch (sign) {
    ${cases}
  }
  return undefined;
}`;
}
