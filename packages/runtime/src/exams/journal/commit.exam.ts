import { describe, expect, test } from "vitest";
import type { Batch } from "../../ports/batch.ts";
import { CommitFault } from "../../ports/journal.ts";
import { noteOf, NOTHING_LEFT, planFootprint, WHOLE } from "./footprint.ts";
import type { OpenHall } from "./hall.ts";
import { agentOf, batchOf, bytesOf, mailTo, type Seat, seqsOf, takeSeat, timerOf } from "./seat.ts";

/** A batch is there whole or not at all, and only where the world is as its writer believed. */
export function commitExam(open: OpenHall): void {
  describe("commit", () => {
    const seat = takeSeat(open);
    examWhole(seat);
    examFence(seat);
    examVersions(seat);
    examCounts(seat);
    examPoison(seat);
  });
}

function examWhole(seat: () => Seat): void {
  test("writes everything, for everybody to see", async () => {
    const { batch, traces } = await planFootprint(seat());
    expect(await seat().commit(batch)).toMatchObject({ outcome: "committed" });
    expect(await traces()).toEqual(WHOLE);
  });

  test("keeps a state to the byte", async () => {
    const { fresh, commit, other } = seat();
    const address = fresh();
    const state = Uint8Array.from({ length: 256 }, (_, i) => i);
    const write = agentOf(address, [0, 2], { state, heads: new Uint8Array(), phase: "on-duty" });
    await commit({ agents: [write] });
    const [stored] = await other.states([address]);
    const { expected: _, ...kept } = write;
    expect(plain(stored)).toEqual(plain(kept));
  });

  test("answers with the database's time, which does not run backwards", async () => {
    const { commit, fresh } = seat();
    const first = await commit({ mail: [mailTo(fresh())] });
    const second = await commit({ mail: [mailTo(fresh())] });
    if (first.outcome !== "committed" || second.outcome !== "committed") expect.unreachable();
    expect(second.at).toBeGreaterThanOrEqual(first.at);
  });

  test("an empty batch is a batch", async () => {
    expect(await seat().commit({})).toMatchObject({ outcome: "committed", seqs: [] });
  });

  test("what its sender does to the batch afterwards changes nothing", async () => {
    const { fresh, commit, other } = seat();
    const address = fresh();
    const state = bytesOf("as sent");
    await commit({ agents: [agentOf(address, [0, 1], { state })] });
    state.fill(0);
    const [stored] = await other.states([address]);
    stored?.heads.fill(0);
    const [again] = await other.states([address]);
    expect(again?.state).toEqual(bytesOf("as sent"));
    expect(again?.heads).toEqual(agentOf(address, [0, 1]).heads);
  });
}

function examFence(seat: () => Seat): void {
  test("is fenced where the node has no row, and leaves nothing", async () => {
    const { one } = seat();
    const { batch, traces } = await planFootprint(seat());
    expect(await one.commit({ incarnation: "nobody", lane: 0, batch })).toEqual({
      outcome: "fenced",
    });
    expect(await traces()).toEqual(NOTHING_LEFT);
  });

  test("is fenced after the node left", async () => {
    const { one } = seat();
    const incarnation = "left early";
    await one.join({ incarnation, node: "n", release: 1, leaseMs: 60_000 });
    const { batch, traces } = await planFootprint(seat());
    await one.leave(incarnation);
    expect(await one.commit({ incarnation, lane: 0, batch })).toEqual({ outcome: "fenced" });
    expect(await traces()).toEqual(NOTHING_LEFT);
  });

  test("is fenced before it is stale", async () => {
    const { one, fresh } = seat();
    const batch = batchOf({ agents: [agentOf(fresh(), [7, 8])] });
    expect(await one.commit({ incarnation: "nobody", lane: 0, batch })).toEqual({
      outcome: "fenced",
    });
  });
}

function examVersions(seat: () => Seat): void {
  test.for([
    ["older than it stands", 1, 2],
    ["newer than it stands", 3, 4],
    ["as if it did not exist", 0, 1],
  ] as const)("an agent written %s is stale, and leaves nothing", async ([, expected, version]) => {
    const { commit, fresh } = seat();
    const known = fresh();
    await commit({ agents: [agentOf(known, [0, 2])] });
    await expectStale(seat(), "agents", { agents: [agentOf(known, [expected, version])] });
    expect((await seat().one.states([known]))[0]?.version).toBe(2);
  });

  test("an agent that is not there cannot have been somewhere", async () => {
    await expectStale(seat(), "agents", { agents: [agentOf(seat().fresh(), [1, 2])] });
  });

  test("many turns of an agent are one step", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({ agents: [agentOf(address, [0, 5])] });
    expect(await commit({ agents: [agentOf(address, [5, 9])] })).toMatchObject({
      outcome: "committed",
    });
    expect((await one.states([address]))[0]?.version).toBe(9);
  });

  test("an agent that only has to stand is not written", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({ agents: [agentOf(address, [0, 2])] });
    const check = agentOf(address, [2, 2], { state: bytesOf("other"), phase: "other" });
    expect(await commit({ agents: [check] })).toMatchObject({ outcome: "committed" });
    expect((await one.states([address]))[0]).toMatchObject({ version: 2, phase: "idle" });
  });

  test("an agent that no longer stands is stale, though nothing was to be written to it", async () => {
    const { commit, fresh } = seat();
    const address = fresh();
    await commit({ agents: [agentOf(address, [0, 2])] });
    await expectStale(seat(), "agents", { agents: [agentOf(address, [1, 1])] });
  });

  test("an agent may have to not exist yet, and then still does not", async () => {
    const { commit, fresh, one } = seat();
    const [absent, present] = [fresh(), fresh()];
    await commit({ agents: [agentOf(present, [0, 1])] });
    expect(await commit({ agents: [agentOf(absent, [0, 0])] })).toMatchObject({
      outcome: "committed",
    });
    expect(await one.states([absent])).toEqual([]);
    const stale = { outcome: "stale", what: "agents" };
    expect(await commit({ agents: [agentOf(present, [0, 0])] })).toEqual(stale);
  });

  test.for([
    ["create an agent", 0],
    ["saw the same past", 1],
  ] as const)("of two writers who %s at once, one is refused", async ([, from]) => {
    const { commit, commitElsewhere, fresh, one } = seat();
    const address = fresh();
    if (from > 0) await commit({ agents: [agentOf(address, [0, from])] });
    const write = (who: string) => {
      const agents = [agentOf(address, [from, from + 1], { phase: who })];
      return { agents, mail: [mailTo(address, { kind: who })] };
    };
    const outcomes = await Promise.all([commit(write("one")), commitElsewhere(write("other"))]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["committed", "stale"]);
    const winner = outcomes[0].outcome === "committed" ? "one" : "other";
    expect((await one.states([address]))[0]?.phase).toBe(winner);
    const boxes = await one.mailboxes({ addresses: [address], max: 10 });
    expect(boxes[0]?.mail.map(({ kind }) => kind)).toEqual([winner]);
  });

  test("a writer who waited for another's commit sees what it did", async () => {
    const { commit, commitElsewhere, fresh, holdNextCommit, leaseMs, pass } = seat();
    const plan = await planFootprint(seat());
    const { held, letGo } = await holdNextCommit();
    const first = commit(plan.batch);
    await held;
    const second = commitElsewhere({
      agents: [agentOf(plan.address, [0, 1])],
      mail: [mailTo(fresh())],
    });
    await pass(leaseMs / 4);
    await letGo();
    expect(await first).toMatchObject({ outcome: "committed" });
    expect(await second).toEqual({ outcome: "stale", what: "agents" });
  });
}

function examCounts(seat: () => Seat): void {
  test("mail is consumed once", async () => {
    const { commit, fresh } = seat();
    const receiver = fresh();
    const [seq = 0] = seqsOf(await commit({ mail: [mailTo(receiver)] }));
    const consumed = [{ receiver, seq }];
    expect(await commit({ consumed })).toMatchObject({ outcome: "committed" });
    await expectStale(seat(), "mail", { consumed });
  });

  test("mail is not consumed out of another's mailbox", async () => {
    const { commit, fresh, one } = seat();
    const receiver = fresh();
    const [seq = 0] = seqsOf(await commit({ mail: [mailTo(receiver)] }));
    await expectStale(seat(), "mail", { consumed: [{ receiver: fresh(), seq }] });
    expect((await one.mailboxes({ addresses: [receiver], max: 10 }))[0]?.mail).toHaveLength(1);
  });

  test("one message missing spoils the whole batch", async () => {
    const { commit, fresh, one } = seat();
    const receiver = fresh();
    const seqs = seqsOf(await commit({ mail: [mailTo(receiver), mailTo(receiver)] }));
    const consumed = [...seqs, Math.max(...seqs) + 1_000_000].map((seq) => ({ receiver, seq }));
    await expectStale(seat(), "mail", { consumed });
    expect((await one.mailboxes({ addresses: [receiver], max: 10 }))[0]?.mail).toHaveLength(2);
  });

  test("of two who consume one message at once, one is refused", async () => {
    const { commit, commitElsewhere, fresh } = seat();
    const receiver = fresh();
    const [seq = 0] = seqsOf(await commit({ mail: [mailTo(receiver)] }));
    const consumed = [{ receiver, seq }];
    const outcomes = await Promise.all([commit({ consumed }), commitElsewhere({ consumed })]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["committed", "stale"]);
  });

  test.for([
    ["that was set anew", 2],
    ["of a generation to come", 0],
  ] as const)("a timer %s does not fire", async ([, generation]) => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({
      timers: [timerOf(address, "expiry", { generation: generation === 0 ? 1 : 2 })],
    });
    const fired = [{ address, name: "expiry", generation: generation === 0 ? 2 : 1 }];
    await expectStale(seat(), "timers", { fired });
    expect(await one.timersOf([address])).toHaveLength(1);
  });

  test("a second answer is stale, and the first stays", async () => {
    const { batch } = await planFootprint(seat());
    await seat().commit(batch);
    const [first] = batch.answers;
    const answers = [{ ...first!, answer: bytesOf("another") }];
    await expectStale(seat(), "answers", { answers });
    const [kept] = await seat().one.receipts([first!]);
    expect(kept?.answer).toEqual(first!.answer);
  });

  test.for([
    ["another command", { bodyHash: "other" }],
    ["the same command to somebody else", { address: "driver/else" }],
  ] as const)("an answer to a key that was claimed for %s is stale", async ([, claimed]) => {
    const { one, fresh, freshId } = seat();
    const claim = { principal: "ada", key: freshId("key"), bodyHash: "hash", address: fresh() };
    await one.claimReceipts([{ ...claim, ...claimed }]);
    await expectStale(seat(), "answers", { answers: [{ ...claim, answer: bytesOf("yes") }] });
    const [kept] = await one.receipts([claim]);
    expect(kept).toEqual({ ...claim, ...claimed, fresh: false });
  });
}

function examPoison(seat: () => Seat): void {
  test.for([
    ["NUL", noteOf("a\u0000b", 1)],
    ["half a surrogate pair", noteOf("a\ud800b", 1)],
    ["a number that is too large", noteOf("big", 3_000_000_000)],
    ["a text for a number", { note: "odd", amount: "many" }],
  ] as const)("a view row with %s is poison, and leaves nothing", async ([, row]) => {
    const { batch, address, traces } = await planFootprint(seat());
    const views = [{ view: "exam_notes", key: address, address, version: 1, row }];
    await expectPoison(seat().commit({ ...batch, views }));
    expect(await traces()).toEqual(NOTHING_LEFT);
    expect(await seat().commit(batch)).toMatchObject({ outcome: "committed" });
  });

  test("a view that does not exist is poison", async () => {
    const { batch, address, traces } = await planFootprint(seat());
    const views = [
      { view: "no_such_view", key: address, address, version: 1, row: noteOf("a", 1) },
    ];
    await expectPoison(seat().commit({ ...batch, views }));
    expect(await traces()).toEqual(NOTHING_LEFT);
  });

  test.for(["effects", "live", "quarantined"] as const)(
    "%s that are there already are poison",
    async (kind) => {
      const first = await planFootprint(seat());
      await seat().commit(first.batch);
      const second = await planFootprint(seat());
      await expectPoison(seat().commit({ ...second.batch, [kind]: first.batch[kind] }));
      expect(await second.traces()).toEqual(NOTHING_LEFT);
    },
  );
}

/** Adds what spoils it to a whole batch, and sees that nothing of it is there. */
async function expectStale(seat: Seat, what: string, spoil: Partial<Batch>): Promise<void> {
  const { batch, traces } = await planFootprint(seat);
  const agents = [...batch.agents, ...(spoil.agents ?? [])];
  const answers = [...batch.answers, ...(spoil.answers ?? [])];
  const outcome = await seat.commit({ ...batch, ...spoil, agents, answers });
  expect(outcome).toEqual({ outcome: "stale", what });
  expect(await traces()).toEqual(NOTHING_LEFT);
}

async function expectPoison(commit: Promise<unknown>): Promise<void> {
  const error = await commit.catch((fault: unknown) => fault);
  expect(error).toBeInstanceOf(CommitFault);
  expect(error).toMatchObject({ verdict: "poison", retry: false });
}

/** Bytes as numbers, so that a Buffer equals a Uint8Array. */
function plain(row: object | undefined): unknown {
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? [...value] : value,
    ]),
  );
}
