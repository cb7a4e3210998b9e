import { realWorld } from "@msafara/kernel";
import { CommitFault } from "@msafara/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenJournal } from "../open-journal.ts";
import { holdCommits } from "../specs/hold-commits.ts";
import { openProxy, type Proxy } from "../specs/open-proxy.ts";
import { openRoom, type Room } from "../specs/open-room.ts";
import { agentAt, batchOf, mailTo } from "../specs/small-batch.ts";

const world = realWorld();
const POLL_MS = 5;
const LOOP_MS = 50;
const STATEMENT_MS = 1_500;

describe("a commit whose answer is lost", () => {
  let room: Room;
  let proxy: Proxy;
  let journal: OpenJournal;
  let count = 0;

  beforeAll(async () => {
    room = await openRoom();
    proxy = await openProxy(room.url);
    journal = room.open({ connectionString: proxy.url, statementMs: STATEMENT_MS, connectMs: 500 });
  });
  beforeEach(() => {
    count++;
  });
  afterAll(async () => {
    await room.close();
    await proxy.close();
  });

  function commit() {
    const address = `toy/${count}` as const;
    const batch = batchOf({
      agents: [agentAt(address, 0)],
      mail: [mailTo(address)],
      live: [{ topic: address, audience: "all", seq: 1, name: "x", body: new Uint8Array(), at: 0 }],
    });
    return journal.commit({ incarnation: "here", lane: 0, batch });
  }

  async function fault(outcome: Promise<unknown>): Promise<CommitFault> {
    const error = await outcome.catch((thrown: unknown) => thrown);
    if (!(error instanceof CommitFault)) expect.unreachable(`It came to ${String(error)}`);
    return error;
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await world.sleep(POLL_MS);
  }

  async function backends(of = "msafara/here/"): Promise<number> {
    const rows = await room.ask<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND starts_with(application_name, $1)`,
      [of],
    );
    return rows[0]!.n;
  }

  /** Agents and mail of this test. */
  async function traces(): Promise<readonly number[]> {
    const [row] = await room.ask<{ agents: number; mail: number }>(
      `SELECT (SELECT count(*) FROM agents WHERE address = $1)::int AS agents,
              (SELECT count(*) FROM messages WHERE receiver = $1)::int AS mail`,
      [`toy/${count}`],
    );
    return [row!.agents, row!.mail];
  }

  test("that landed is there once, and its lane goes on", async () => {
    await journal.commit({ incarnation: "here", lane: 0, batch: batchOf({}) });
    proxy.muffle();
    const outcome = fault(commit());
    await until(async () => (await traces())[0] === 1);
    proxy.cut("client");
    expect(await outcome).toMatchObject({ verdict: "unknown", retry: true });
    expect(await backends()).toBe(0);
    expect(await traces()).toEqual([1, 1]);
    expect(await commit()).toEqual({ outcome: "stale", what: "agents" });
  });

  test("that still stands when its way breaks is ended before anybody is told", async () => {
    const { stands, letGo } = await holdCommits(room.url);
    const outcome = fault(commit());
    await stands();
    proxy.cut("client");
    expect(await outcome).toMatchObject({ verdict: "unknown" });
    expect(await backends()).toBe(0);
    await letGo();
    expect(await traces()).toEqual([0, 0]);
    expect(await commit()).toMatchObject({ outcome: "committed" });
    expect(await traces()).toEqual([1, 1]);
  });

  test("is not told of while the database is away and it may yet land", async () => {
    const { stands, letGo } = await holdCommits(room.url);
    let isTold = false;
    const outcome = fault(commit()).finally(() => (isTold = true));
    await stands();
    proxy.admit(false);
    proxy.cut("client");
    await world.sleep(300);
    expect(isTold).toBe(false);
    await letGo();
    await until(async () => (await traces())[0] === 1);
    proxy.admit(true);
    expect(await outcome).toMatchObject({ verdict: "unknown" });
    expect(await backends()).toBe(0);
    expect(await traces()).toEqual([1, 1]);
  });

  test("is given up when nothing is heard for too long", async () => {
    const patient = room.open({ connectionString: proxy.url, statementMs: 200, graceMs: 100 });
    await patient.join({ incarnation: "patient", node: "p", release: 1, leaseMs: 60_000 });
    const ask = () => patient.commit({ incarnation: "patient", lane: 0, batch: batchOf({}) });
    await ask();
    proxy.muffle();
    expect(await fault(ask())).toMatchObject({ verdict: "unknown" });
    expect(await backends("msafara/patient/")).toBe(0);
    expect(await ask()).toMatchObject({ outcome: "committed" });
  });

  test("because its backend was shut down is unknown, too", async () => {
    const { stands, letGo } = await holdCommits(room.url);
    const outcome = fault(commit());
    await stands();
    await room.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name LIKE 'msafara/here/%' AND datname = current_database()`,
    );
    expect(await outcome).toMatchObject({ verdict: "unknown" });
    await letGo();
    expect(await traces()).toEqual([0, 0]);
    expect(await commit()).toMatchObject({ outcome: "committed" });
  });

  test("a way that broke between two commits is opened anew, and nobody is told", async () => {
    proxy.cut("both");
    await until(async () => (await backends("msafara/here/")) === 0);
    // The end has been sent to us by now, but only the loop can read it.
    await world.sleep(LOOP_MS);
    expect(await commit()).toMatchObject({ outcome: "committed" });
  });

  test("that could not even be sent is tried again", async () => {
    proxy.admit(false);
    proxy.cut("both");
    await until(async () => (await backends("msafara/here/")) === 0);
    await world.sleep(LOOP_MS);
    expect(await fault(commit())).toMatchObject({ verdict: "retry" });
    proxy.admit(true);
    expect(await commit()).toMatchObject({ outcome: "committed" });
  });
});
