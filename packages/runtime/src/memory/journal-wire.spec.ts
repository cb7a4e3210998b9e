import { describe, expect, test } from "vitest";
import type { Batch } from "../ports/batch.ts";
import { CommitFault, type CommitOutcome, type Journal } from "../ports/journal.ts";
import { encode } from "../body.ts";
import type { JournalFaults } from "./journal-wire.ts";
import { type MemoryDatabase, openMemoryDatabase } from "./memory-database.ts";
import { openMemoryJournal } from "./memory-journal.ts";
import { openSeededTime, type SeededTime } from "./seeded-time.ts";

type Turned = { -readonly [Name in keyof JournalFaults]: JournalFaults[Name] };

describe("a journal over a bad wire", () => {
  test("never hears of the commit before which it was killed, nor does anybody", async () => {
    const { time, commit, database } = await openTown({ crashAt: "commit:before" });
    const ended = watch(commit(1));
    await time.run(time.now() + 60_000);
    expect([ended(), database.tables.agents.size]).toEqual([undefined, 0]);
  });

  test("never hears of the commit after which it was killed, and the others see it", async () => {
    const { time, commit, database } = await openTown({ crashAt: "commit:after" });
    const ended = watch(commit(1));
    await time.run(time.now() + 60_000);
    expect([ended(), database.tables.agents.size]).toEqual([undefined, 1]);
  });

  test("lands what a node sent that was frozen meanwhile, and tells it when it wakes", async () => {
    const { time, commit, database, faults } = await openTown();
    faults.slowRate = 1;
    faults.slowMs = 1_000;
    const ended = watch(commit(1));
    time.freeze("node");
    await time.run(time.now() + 60_000);
    expect([ended(), database.tables.agents.size]).toEqual([undefined, 1]);
    time.thaw("node");
    await time.run(time.now() + 1);
    expect(ended()).toMatchObject({ outcome: "committed" });
  });

  test("does not show a slow commit before its end, though its numbers are drawn", async () => {
    const { time, commit, database, faults } = await openTown();
    faults.slowRate = 1;
    faults.slowMs = 1_000;
    const ended = watch(commit(1));
    await time.run(() => database.transactions.inFlightOf("node#1").length === 1);
    expect([database.tables.agents.size, database.transactions.horizon()]).toEqual([0, 1]);
    await time.run(() => ended() !== undefined);
    expect([database.tables.agents.size, database.transactions.horizon()]).toEqual([1, 2]);
  });

  test("of commits whose answer is lost, some are there and some are not, and so it stays", async () => {
    const { time, commit, database, faults } = await openTown();
    faults.unknownRate = 1;
    faults.slowRate = 0.5;
    faults.slowMs = 500;
    const landed: boolean[] = [];
    for (let i = 1; i <= 40; i++) {
      const ended = watch(commit(i));
      await time.run(() => ended() !== undefined);
      expect(ended()).toMatchObject({ verdict: "unknown", retry: true });
      landed.push(database.tables.agents.has(`driver/${i}`));
    }
    await time.run(time.now() + 60_000);
    expect(landed).toEqual(landed.map((_, i) => database.tables.agents.has(`driver/${i + 1}`)));
    expect(new Set(landed)).toEqual(new Set([true, false]));
  });

  test.for(["retryRate", "deadlockRate"] as const)(
    "leaves nothing of a commit at %s 1",
    async (rate) => {
      const { time, commit, database, faults } = await openTown();
      faults[rate] = 1;
      const ended = watch(commit(1));
      await time.run(() => ended() !== undefined);
      expect(ended()).toBeInstanceOf(CommitFault);
      expect(ended()).toMatchObject({ verdict: "retry" });
      expect([database.tables.agents.size, database.tables.mail.size()]).toEqual([0, 0]);
    },
  );

  test("takes no writes while the database is read-only, and answers questions", async () => {
    const { time, journal, commit, faults } = await openTown();
    faults.isReadOnly = () => true;
    const outcomes = [
      commit(1),
      journal.renew({ incarnation: "node#1", leaseMs: 1 }),
      journal.placement(),
    ].map(watch);
    await time.run(() => outcomes.every((ended) => ended() !== undefined));
    const [committed, renewed, placed] = outcomes.map((ended) => ended());
    expect(committed).toMatchObject({ verdict: "retry" });
    expect(renewed).toMatchObject({ name: "Fault", retry: true });
    expect(placed).toHaveLength(1_024);
  });

  test("may answer with what was true when it was asked", async () => {
    const { time, journal, commit, faults } = await openTown();
    faults.lateRate = 1;
    faults.lateMs = 60_000;
    const read = watch(journal.states(["driver/1"]));
    await time.run(time.now() + 1);
    faults.lateRate = 0;
    const ended = watch(commit(1));
    await time.run(() => ended() !== undefined);
    await time.run(() => read() !== undefined);
    expect([ended(), read()]).toMatchObject([{ outcome: "committed" }, []]);
  });

  test("of lost calls that write, some have written", async () => {
    const { time, journal, database, faults } = await openTown();
    faults.lostRate = 1;
    for (let i = 0; i < 20; i++) {
      const claim = { principal: "ada", key: `${i}`, bodyHash: "h", address: "driver/1" } as const;
      const ended = watch(journal.claimReceipts([claim]));
      await time.run(() => ended() !== undefined);
      expect(ended()).toMatchObject({ name: "Fault", retry: true });
    }
    expect(database.tables.receipts.size).toBeGreaterThan(0);
    expect(database.tables.receipts.size).toBeLessThan(20);
  });

  test("is as bad in the same way for the same seed", async () => {
    const play = async (seed: number) => {
      const { time, commit, faults } = await openTown({ seed });
      Object.assign(faults, {
        travelMs: 5,
        slowRate: 0.5,
        slowMs: 50,
        unknownRate: 0.3,
        retryRate: 0.3,
      });
      const ends = Array.from({ length: 20 }, (_, i) => watch(commit(i, i)));
      await time.run(() => ends.every((ended) => ended() !== undefined));
      return [time.now(), time.events(), ...ends.map((ended) => JSON.stringify(ended()))];
    };
    expect(await play(4)).toEqual(await play(4));
    expect(await play(4)).not.toEqual(await play(5));
  });

  test("has lanes on which calls never overlap", async () => {
    const { commit } = await openTown();
    const first = watch(commit(1, 3));
    await expect(commit(2, 3)).rejects.toThrow("never overlap");
    expect(first()).toBeUndefined();
  });
});

interface Town {
  readonly time: SeededTime;
  readonly database: MemoryDatabase;
  readonly journal: Journal;
  readonly faults: Turned;
  /** Writes agent `driver/<i>` and one message. */
  readonly commit: (i: number, lane?: number) => Promise<CommitOutcome>;
}

/** One node at one database, with a wire whose faults can be turned. */
async function openTown({
  seed = 1,
  crashAt,
}: { readonly seed?: number; readonly crashAt?: string } = {}): Promise<Town> {
  const time = openSeededTime(seed);
  const database = openMemoryDatabase({ world: time.worldOf("database") });
  const faults: Turned = {
    crashAt: (point) => {
      if (point === crashAt) time.kill("node");
      return point === crashAt;
    },
  };
  const journal = openMemoryJournal(database, { world: time.worldOf("node"), faults });
  const joined = watch(
    journal.join({ incarnation: "node#1", node: "node", release: 1, leaseMs: 1e9 }),
  );
  await time.run(() => joined() !== undefined);
  const commit = (i: number, lane = 0) =>
    journal.commit({ incarnation: "node#1", lane, batch: batchOf(i) });
  return { time, database, journal, faults, commit };
}

/** What a promise came to, if it has. */
function watch(promise: Promise<unknown>): () => unknown {
  let end: unknown;
  promise.then(
    (value) => (end = value),
    (error: unknown) => (end = error),
  );
  return () => end;
}

function batchOf(i: number): Batch {
  const address = `driver/${i}` as const;
  const body = encode({ i });
  const mail = { sender: "x/1", kind: "k", body, release: 1, depth: 0, trace: "" };
  return {
    agents: [
      {
        address,
        expected: 0,
        version: 1,
        schema: 1,
        phase: "p",
        turnedAt: 0,
        state: body,
        heads: body,
      },
    ],
    consumed: [],
    fired: [],
    answers: [],
    events: [],
    mail: [{ ...mail, receiver: address }],
    timers: [],
    cancelled: [],
    effects: [],
    views: [],
    live: [],
    quarantined: [],
  };
}
