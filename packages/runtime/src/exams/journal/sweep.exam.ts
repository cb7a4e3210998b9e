import { asyncProperty, array, assert, constantFrom, integer, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { type Address, partitionOf, PARTITIONS } from "../../address.ts";
import type { CommitOutcome, Journal, SweepCursor } from "../../ports/journal.ts";
import { planFootprint } from "./footprint.ts";
import type { OpenHall } from "./hall.ts";
import { mailTo, partitionsOf, type Seat, seqsOf, takeSeat } from "./seat.ts";

const STEPS_MAX = 200;
const EVERYWHERE = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** The sweep finds what nobody rang for, and never lets anything slip behind its cursor. */
export function sweepExam(open: OpenHall): void {
  describe("sweep", () => {
    const seat = takeSeat(open);

    test("finds what came after it began", async () => {
      const { commit, fresh, one } = seat();
      const sweep = await beginSweep(one);
      const receiver = fresh();
      const [seq = 0] = seqsOf(await commit({ mail: [mailTo(receiver)] }));
      await sweep.on();
      expect(sweep.found.get(seq)).toBe(receiver);
    });

    test("tells only of the partitions asked", async () => {
      const { commit, fresh, one } = seat();
      const here = fresh();
      let there = fresh();
      while (partitionOf(there) === partitionOf(here)) there = fresh();
      const sweep = await beginSweep(one, { partitions: [partitionOf(here)] });
      const sent = [here, there].map((receiver) => mailTo(receiver));
      const [seq = 0, elsewhere = 0] = seqsOf(await commit({ mail: sent }));
      await sweep.on();
      expect(sweep.found.get(seq)).toBe(here);
      expect(sweep.found.has(elsewhere)).toBe(false);
    });

    test("goes on where it stands, and does not tell what was consumed", async () => {
      const { commit, fresh, one } = seat();
      const sweep = await beginSweep(one);
      const receiver = fresh();
      const [seq = 0] = seqsOf(await commit({ mail: [mailTo(receiver)] }));
      await commit({ consumed: [{ receiver, seq }] });
      await sweep.on();
      expect(sweep.found.has(seq)).toBe(false);
    });

    test("takes as many steps as its limit needs", async () => {
      const { commit, fresh, one } = seat();
      const sweep = await beginSweep(one, { limit: 3 });
      const mail = Array.from({ length: 10 }, () => mailTo(fresh()));
      const seqs = seqsOf(await commit({ mail }));
      await sweepFor(seat(), sweep, seqs);
      expect(sweep.stepMax()).toBeLessThanOrEqual(3);
    });

    test("its cursor survives a way through JSON", async () => {
      const { commit, fresh, one } = seat();
      const { cursor } = await one.sweep({ partitions: EVERYWHERE, limit: 10 });
      const [seq = 0] = seqsOf(await commit({ mail: [mailTo(fresh())] }));
      const kept: SweepCursor = JSON.parse(JSON.stringify(cursor));
      const { arrivals } = await one.sweep({ partitions: EVERYWHERE, cursor: kept, limit: 10 });
      expect(arrivals.map((arrival) => arrival.seq)).toContain(seq);
    });

    examOverlap(seat);
    examLuck(seat);
  });
}

function examOverlap(seat: () => Seat): void {
  test("finds a message whose commit ended after those of bigger ones", async () => {
    const { commit, commitElsewhere, fresh, holdNextCommit, one } = seat();
    const late = await planFootprint(seat());
    const sweep = await beginSweep(one);
    const { held, letGo } = await holdNextCommit();
    const slow = commit(late.batch);
    await held;
    const quick = seqsOf(await commitElsewhere({ mail: [mailTo(fresh())] }));
    for (let i = 0; i < 3; i++) await sweep.on();
    expect(sweep.found.has(quick[0]!)).toBe(true);
    await letGo();
    const [seq = 0] = seqsOf(await slow);
    expect(sweep.found.has(seq)).toBe(false);
    expect(seq).toBeLessThan(quick[0]!);
    await sweep.on();
    expect(sweep.found.get(seq)).toBe(late.address);
  });

  test("begun while a commit was in flight, it or the list of who waits knows of it", async () => {
    const { commit, commitElsewhere, fresh, holdNextCommit, one } = seat();
    const late = await planFootprint(seat());
    const { held, letGo } = await holdNextCommit();
    const slow = commit(late.batch);
    await held;
    await commitElsewhere({ mail: [mailTo(fresh())] });
    const sweep = await beginSweep(one);
    const waiting = await one.waiting({ partitions: partitionsOf([late.address]), limit: 100 });
    expect(waiting).not.toContain(late.address);
    await letGo();
    const [seq = 0] = seqsOf(await slow);
    await sweep.on();
    expect(sweep.found.get(seq)).toBe(late.address);
  });
}

/** One step of the property: somebody commits, or somebody sweeps, without waiting for the others. */
interface Step {
  readonly act: "send" | "send elsewhere" | "sweep";
  readonly lane: number;
  readonly size: number;
}

function examLuck(seat: () => Seat): void {
  test("misses nothing, however commits and sweeps fall together", async () => {
    const act = constantFrom("send", "send elsewhere", "sweep", "sweep");
    const steps = array(
      record({ act, lane: integer({ min: 0, max: 3 }), size: integer({ min: 1, max: 5 }) }),
      {
        minLength: 10,
        maxLength: 60,
      },
    );
    const missesNothing = asyncProperty(steps, async (story) => {
      const sweep = await beginSweep(seat().one, { limit: 7 });
      const sent = await Promise.all(play(seat(), story, sweep));
      await sweepFor(seat(), sweep, sent.flat());
    });
    await assert(missesNothing, { numRuns: 15 });
  });
}

/** Each lane takes its steps one after the other, beside the other lanes and the sweeper. */
function play(
  seat: Seat,
  story: readonly Step[],
  sweep: Sweep,
): readonly Promise<readonly number[]>[] {
  const queues = new Map<string, Promise<readonly number[]>>();
  for (const { act, lane, size } of story) {
    const name = act === "sweep" ? act : `${act} ${lane}`;
    const mail = Array.from({ length: size }, () => mailTo(seat.fresh()));
    const before = queues.get(name) ?? Promise.resolve([]);
    const now = async (seqs: readonly number[]) => {
      if (act === "sweep") return sweep.on().then(() => []);
      const commit: Promise<CommitOutcome> =
        act === "send" ? seat.commit({ mail }, lane) : seat.commitElsewhere({ mail }, lane);
      return [...seqs, ...seqsOf(await commit)];
    };
    queues.set(name, before.then(now));
  }
  return [...queues.values()];
}

/**
 * Sweeps until everything has been told. That may take more steps than pages, since a cursor may
 * also wait for transactions that have nothing to do with us.
 */
async function sweepFor(seat: Seat, sweep: Sweep, seqs: readonly number[]): Promise<void> {
  const missing = () => seqs.filter((seq) => !sweep.found.has(seq));
  for (let tries = 0; missing().length > 0 && tries < STEPS_MAX; tries++) {
    const before = sweep.found.size;
    await sweep.on();
    if (sweep.found.size === before) await seat.pass(seat.leaseMs / 20);
  }
  expect(missing()).toEqual([]);
}

interface Sweep {
  /** Everything it was told of so far: number and receiver. */
  readonly found: Map<number, Address>;
  readonly on: () => Promise<void>;
  /** The most that it was told in one step. */
  readonly stepMax: () => number;
}

async function beginSweep(
  journal: Journal,
  {
    partitions = EVERYWHERE,
    limit = 1_000,
  }: { readonly partitions?: readonly number[]; readonly limit?: number } = {},
): Promise<Sweep> {
  const found = new Map<number, Address>();
  let stepMax = 0;
  let { cursor } = await journal.sweep({ partitions, limit });
  const on = async () => {
    const step = await journal.sweep({ partitions, cursor, limit });
    cursor = step.cursor;
    stepMax = Math.max(stepMax, step.arrivals.length);
    for (const { seq, receiver } of step.arrivals) found.set(seq, receiver);
  };
  return { found, on, stepMax: () => stepMax };
}
