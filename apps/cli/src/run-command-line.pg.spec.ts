import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Address, PARTITIONS } from "@msafara/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommandLine } from "./run-command-line.ts";
import {
  agentOf,
  deskAt,
  eventOf,
  mailTo,
  type Office,
  openOffice,
  setAside,
  timerOf,
} from "./specs/open-office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What a command said that went well. */
async function linesOf(line: string): Promise<readonly string[]> {
  const { exitCode, lines, complaint } = await office.ask(line);
  expect([exitCode, complaint]).toEqual([0, undefined]);
  return lines;
}

async function jsonOf(line: string): Promise<any> {
  return JSON.parse((await linesOf(`${line} --json`)).join("\n"));
}

describe("agents (U56, U61)", () => {
  const ids = ["a", "b", "c"].map((id): Address => `lister/lst_01k0000000000000000000000${id}`);
  beforeAll(async () => {
    const [one, two, three] = ids as [Address, Address, Address];
    await office.commit({
      agents: [
        agentOf(one, { phase: "on-duty-and-far-away" }),
        agentOf(two, { version: 12_345 }),
        agentOf(three),
      ],
      mail: [mailTo(two), mailTo(two)],
    });
  });

  test("are listed with what waits for them, and fit a narrow terminal", async () => {
    const lines = await linesOf("agents --role lister");
    expect(lines[0]).toMatch(/^ADDRESS +PHASE +VER +LAST TURN +MAIL +OLDEST$/);
    expect(lines[2]).toMatch(/^lister\/lst_01k\w+b +idle +12345 .* 2 +\ds$/);
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test("come in pages, each with the command for the next", async () => {
    const lines = await linesOf("agents --role lister --limit 2");
    const next = `pnpm msafara agents --role lister --limit 2 --after ${ids[1]}`;
    expect(lines.at(-1)).toBe(`More: ${next}`);
    const last = await linesOf(next.replace("pnpm msafara ", ""));
    expect(last.map((line) => line.split(" ")[0])).toEqual(["ADDRESS", ids[2]]);
  });

  test("are told apart by phase and by being stuck", async () => {
    const phased = await jsonOf("agents --role lister --phase on-duty-and-far-away");
    expect(phased.agents).toMatchObject([{ address: ids[0], version: 1 }]);
    expect((await jsonOf("agents --role lister --stuck 0.001")).agents).toHaveLength(1);
    expect(await jsonOf("agents --role lister --stuck")).toEqual({ agents: [], next: null });
    expect(await linesOf("agents --role nobody")).toEqual(["No such agents"]);
  });
});

describe("an agent", () => {
  const address: Address = "driver/drv_seen";
  beforeAll(async () => {
    await office.commit({
      agents: [agentOf(address, { version: 30, phase: "driving" })],
      events: Array.from({ length: 30 }, (_, i) => eventOf(address, i + 1)),
      mail: [mailTo(address)],
      timers: [timerOf(address)],
    });
    await office.journal.suspect({ address, item: "mail 7", why: "it hung" });
  });

  test("is shown whole", async () => {
    const page = (await linesOf(`agent ${address}`)).join("\n");
    expect(page).toContain("version    30, written by schema 3");
    expect(page).toContain('"name": "Ann"');
    expect(page).toMatch(/Mailbox: 1 waiting, the oldest for \ds/);
    expect(page).toMatch(/load\.offered +shipment\/shp_1 +2/);
    expect(page).toContain("suspect, it once cost a node: mail 7");
    expect(page).toMatch(/expiry +.* (59m5\ds|1h00m) +{"type":"expire"}/);
    expect(page).toMatch(/Last 20 events\n.*\n {2}11 /);
  });

  test("shows as many events as were asked for, to programs, too", async () => {
    const { version, state, events, timers, mailbox } = await jsonOf(`agent ${address} --events 2`);
    expect([version, state]).toEqual([30, { name: "Ann", stops: [1, 2] }]);
    expect(events.map((event: { version: number }) => event.version)).toEqual([29, 30]);
    expect(timers).toMatchObject([{ name: "expiry", message: { type: "expire" } }]);
    expect(mailbox).toMatchObject({
      depth: 1,
      mail: [{ body: { cents: 5 } }],
      suspects: ["mail 7"],
    });
  });

  test("that has not had a turn yet shows its mail", async () => {
    await office.commit({ mail: [mailTo("driver/drv_new")] });
    expect((await linesOf("agent driver/drv_new")).join("\n")).toMatch(
      /It has not had a turn yet[^]*load\.offered/,
    );
  });

  test("that nobody has heard of is not there", async () => {
    const { exitCode, complaint } = await office.ask("agent driver/drv_none");
    expect([exitCode, complaint]).toEqual([
      1,
      'There is no agent "driver/drv_none", and no mail for it',
    ]);
  });
});

describe("nodes", () => {
  test("are listed with what they own, and what nobody owns is counted (U57)", async () => {
    await office.journal.claim({ incarnation: "nod_office", partitions: [1, 2, 3] });
    const lines = await linesOf("nodes");
    expect(lines[1]).toMatch(/^nod_office +3 +0 %$/);
    expect(lines.at(-1)).toBe(`${PARTITIONS - 3} of ${PARTITIONS} partitions have no owner`);
    expect(await jsonOf("nodes")).toMatchObject({
      nodes: [{ incarnation: "nod_office", partitions: 3 }],
      unowned: PARTITIONS - 3,
    });
  });
});

describe("quarantine (G7)", () => {
  beforeAll(async () => {
    const at = "driver/drv_set_aside";
    const spoils = [
      {},
      { sender: "timer:expiry", error: "bad\u001b[2J" },
      { address: at },
    ] as const;
    await office.commit({
      quarantined: spoils.map((spoil, i) => setAside(`qua_${i + 1}`, spoil)),
    });
  });

  test("is listed in pages, oldest first, by either name", async () => {
    const lines = await linesOf("quarantine list --limit 2");
    expect(lines.filter((line) => line.startsWith("qua_"))).toEqual(["qua_1", "qua_2"]);
    expect(lines).toContain("  load.offered from shipment/shp_1, 1h00m ago, attempt 2");
    expect(lines.at(-1)).toBe("More: pnpm msafara quarantine list --limit 2 --after qua_2");
    const { quarantine } = await jsonOf("quarantine --address driver/drv_set_aside");
    expect(quarantine).toMatchObject([{ id: "qua_3", body: { cents: 5 } }]);
  });

  test("shows a message with its error and stack, and does not let it steer the terminal", async () => {
    const page = (await linesOf("quarantine show qua_1")).join("\n");
    expect(page).toContain('"cents": 5');
    expect(page).toContain("at decide (driver.ts:3:1)");
    expect((await linesOf("quarantine show qua_2")).join("\n")).toContain("bad\\u001b[2J");
  });

  test("replays a message once, in somebody's name", async () => {
    await office.commit({ quarantined: [setAside("qua_r", { address: "driver/drv_replayed" })] });
    const [line] = await linesOf("quarantine replay qua_r --by ben");
    expect(line).toBe('Sent "load.offered" to driver/drv_replayed anew, as operator:ben');
    const { mailbox } = await jsonOf("agent driver/drv_replayed");
    expect(mailbox.mail).toMatchObject([{ sender: "operator:ben", kind: "load.offered" }]);
    const { exitCode, complaint } = await office.ask("quarantine replay qua_r");
    expect([exitCode, complaint]).toEqual([1, expect.stringContaining('There is no "qua_r"')]);
  });

  test("drops nothing unasked", async () => {
    await office.commit({ quarantined: [setAside("qua_d")] });
    expect(await office.ask("quarantine drop qua_d")).toMatchObject({ exitCode: 2 });
    const [refused, questions] = await office.askAs(false, "quarantine drop qua_d");
    expect(refused).toMatchObject({ exitCode: 1, complaint: "Nothing was dropped" });
    expect(questions).toEqual([expect.stringContaining('Drop "load.offered" from shipment/shp_1')]);
    const [dropped] = await office.askAs(true, "quarantine drop qua_d");
    expect(dropped.lines).toEqual(['Dropped "load.offered" to driver/drv_1, by ann']);
    expect(await office.ask("quarantine drop qua_d --yes")).toMatchObject({ exitCode: 1 });
  });
});

describe("settings (U60)", () => {
  test("are set one by one, and the others of the role stay", async () => {
    await office.journal.saveSettings({ role: "driver", settings: { old: [1] }, by: "ben" });
    const [first] = await linesOf("settings set driver waitMs 90000");
    expect(first).toBe("driver.waitMs is 90000 (was not set), by ann");
    const [second] = await linesOf("settings set driver waitMs -- -5");
    expect(second).toBe("driver.waitMs is -5 (was 90000), by ann");
    expect(await linesOf("settings --role driver")).toEqual([
      "ROLE    KEY     VALUE",
      "driver  old     [1]",
      "driver  waitMs  -5",
    ]);
    expect(await jsonOf("settings")).toEqual({ settings: { driver: { old: [1], waitMs: -5 } } });
  });
});

describe("the database", () => {
  test("is brought up to date, and it is said with what", async () => {
    const told = await linesOf("migrate");
    expect(told).toEqual(["The database was up to date: nothing was applied"]);
    expect(await jsonOf("migrate")).toEqual({ applied: [] });
  });

  test.for([
    [undefined, 'No stack runs in this checkout: run "npx -y pnpm@12 start", or set DATABASE_URL'],
    [
      "postgres://nobody:secret@127.0.0.1:1/x",
      'Cannot use the database at "127.0.0.1:1" (connect ECONNREFUSED 127.0.0.1:1): ' +
        "is it running, and is DATABASE_URL right?",
    ],
  ] as const)(
    "that cannot be used is one sentence without its password: %s",
    async ([url, complaint]) => {
      const desk = deskAt(url);
      for (const line of ["agents", "migrate"]) {
        expect(await runCommandLine([line], desk)).toEqual({ exitCode: 1, lines: [], complaint });
      }
      await desk.close();
    },
  );
});

/** Runs the real program, as a pipe sees it. */
function runProgram(...args: readonly string[]): Promise<{ code: number | null; said: string[] }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], {
      env: { DATABASE_URL: office.url, NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = ["", ""];
    child.stdout.on("data", (chunk) => (said[0] += String(chunk)));
    child.stderr.on("data", (chunk) => (said[1] += String(chunk)));
    child.once("close", (code) => resolve({ code, said }));
  });
}

test("the program answers on stdout, complains on stderr and ends", async () => {
  const [good, bad] = await Promise.all([
    runProgram("agents", "--role", "lister", "--json"),
    runProgram("agnts"),
  ]);
  expect([good.code, good.said[1]]).toEqual([0, ""]);
  expect(JSON.parse(good.said[0] ?? "")).toMatchObject({ next: null });
  expect(bad).toEqual({
    code: 2,
    said: ["", 'There is no command "agnts": did you mean "agents"?\n'],
  });
});
