import { describe, expect, test } from "vitest";
import { addressOf } from "../address.ts";
import { openMemoryJournal } from "../memory/index.ts";
import type { Journal } from "../ports/journal.ts";
import { type AskOptions, openCaller } from "./caller.ts";
import type { Answer } from "./frames.ts";
import { openPlay } from "./play/open-play.ts";

/** The same answer, known to be told again. */
function toldAgain(first: Answer | undefined) {
  return { ...first, repeated: true };
}

const ADA = addressOf("purse", "ada");
const BEN = addressOf("purse", "ben");

describe("G6: an answer means committed", () => {
  test("the same key through two gateways at once is one turn with one answer, creates included", async () => {
    const play = await openPlay(18);
    await play.start("one");
    const world = play.time.worldOf("other gate");
    const other = await play.soon(
      openCaller({
        world,
        journal: openMemoryJournal(play.database, { world }),
        bus: play.bus(world),
      }),
    );
    const fill = { type: "fill", amount: 3 };
    const wish = { principal: "usr_ada", key: "once", mints: true };
    const first = addressOf("purse", "minted-here");
    const second = addressOf("purse", "minted-there");
    const answers = await play.soon(
      Promise.all([play.caller.ask(first, fill, wish), other.ask(second, fill, wish)]),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(await play.ask(BEN, fill, wish)).toEqual(answers[0]);
    expect(play.database.tables.agents.size).toBe(1);
  });

  test.for([
    ["another command", ADA, 4],
    ["the same command to somebody else", BEN, 3],
  ] as const)("the same key with %s is told apart", async ([, whom, amount]) => {
    const play = await openPlay(19);
    await play.start("one");
    const wish = { key: "once" };
    await play.ask(ADA, { type: "fill", amount: 3 }, wish);
    const other = { type: "fill", amount };
    expect(await play.ask(whom, other, wish)).toEqual({ status: "key-reused" });
    expect([play.purse(ADA)?.amount, play.purse(BEN)?.amount ?? 0]).toEqual([3, 0]);
  });

  test("a command that says more than was asked repeats as what was asked", async () => {
    const play = await openPlay(19);
    await play.start("one");
    const wish = { key: "once", says: { type: "please-fill" } };
    const first = await play.ask(ADA, { type: "fill", amount: 3 }, wish);
    expect(await play.ask(ADA, { type: "fill", amount: 4 }, wish)).toEqual(first);
    const other = { key: "once", says: { type: "please-fill-up" } };
    expect(await play.ask(ADA, { type: "fill", amount: 3 }, other)).toMatchObject({
      status: "key-reused",
    });
    expect(play.purse(ADA)?.amount).toBe(3);
  });

  test("of two commands under one key at once, one is done and one told apart", async () => {
    const play = await openPlay(19);
    await play.start("one");
    const wish = { principal: "usr_ada", key: "once" };
    const fills = [3, 4].map((amount) => play.caller.ask(ADA, { type: "fill", amount }, wish));
    const answers = await play.soon(Promise.all(fills));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["done", "key-reused"]);
  });

  test("of two that ask the same at once, one is told that the other did", async () => {
    const play = await openPlay(19);
    await play.start("one");
    const wish = { principal: "usr_ada", key: "once", tellsRepeats: true };
    const fill = { type: "fill", amount: 3 };
    const asked = [1, 2].map(() => play.caller.ask(ADA, fill, wish));
    const [first, second] = await play.soon(Promise.all(asked));
    expect(second).toEqual(toldAgain(first));
    expect(play.purse(ADA)?.amount).toBe(3);
  });

  test("a command that comes again later gets its answer, and costs nobody a second try", async () => {
    const play = await openPlay(19);
    const stale: unknown[] = [];
    const counting = (journal: Journal): Journal => ({
      ...journal,
      commit: async (commit) => {
        const outcome = await journal.commit(commit);
        if (outcome.outcome === "stale") stale.push(outcome);
        return outcome;
      },
    });
    await play.start("one", { between: counting });
    const fill = { type: "fill", amount: 3 };
    const first = await play.ask(ADA, fill, { key: "once" });
    expect(await play.ask(ADA, fill, { key: "once" })).toEqual(first);
    expect(stale).toEqual([]);
  });

  test("a command that comes again to the next owner gets its answer, and those beside it theirs", async () => {
    const play = await openPlay(19);
    await play.start("one");
    const fill = { type: "fill", amount: 3 };
    const first = await play.ask(ADA, fill, { key: "once" });
    await play.start("two");
    play.time.kill("one");
    await play.pass(10_000);
    const troublesBefore = play.troubles.length;
    const [again, beside] = await play.soon(
      Promise.all([
        play.caller.ask(ADA, fill, { principal: "usr_ada", key: "once" }),
        play.caller.ask(ADA, fill, { principal: "usr_ada", key: "another" }),
      ]),
    );
    expect(again).toEqual(first);
    expect(beside).toMatchObject({ status: "done", version: 2 });
    expect(play.purse(ADA)?.amount).toBe(6);
    // It is his own doing, and nothing for an operator.
    expect(play.troubles.slice(troublesBefore)).toEqual([]);
  });

  test.for<readonly [string, Partial<AskOptions>]>([
    ["the owner", {}],
    ["the book of keys", { mints: true }],
  ])("whoever wants to know is told by %s that it is a repeat", async ([, how]) => {
    const play = await openPlay(19);
    await play.start("one");
    const wish = { ...how, key: "once", tellsRepeats: true };
    const pass = { type: "pass", amount: 2, to: BEN };
    const refused = await play.ask(ADA, pass, wish);
    expect(refused).toEqual({ status: "refused", refusal: expect.anything() });
    expect(await play.ask(ADA, pass, wish)).toEqual(toldAgain(refused));
    const fill = { type: "fill", amount: 3 };
    const done = await play.ask(ADA, fill, { ...wish, key: "other" });
    expect(done).toEqual({ status: "done", reply: expect.anything(), version: 1 });
    expect(await play.ask(ADA, fill, { ...wish, key: "other" })).toEqual(toldAgain(done));
  });

  test("a command whose answer is lost on the way is asked for again, and is no repeat of itself", async () => {
    const play = await openPlay(20);
    await play.start("one");
    let sent = 0;
    const losesTheFirstAnswer = {
      get lostCallRate() {
        sent += 1;
        return sent === 2 ? 1 : 0;
      },
    };
    const world = play.time.worldOf("far gate");
    const journal = openMemoryJournal(play.database, { world });
    const bus = play.bus(world, losesTheFirstAnswer);
    const far = await play.soon(openCaller({ world, journal, bus }));
    const fill = { type: "fill", amount: 3 };
    const wish = { principal: "usr_ada", key: "once", tellsRepeats: true };
    const told = await play.soon(far.ask(ADA, fill, wish));
    expect(told).toEqual({ status: "done", reply: expect.anything(), version: 1 });
    expect(sent).toBeGreaterThan(1);
    expect(await play.ask(ADA, fill, wish)).toEqual(toldAgain(told));
  });

  test.for(["a\u0000b", "a\ud800b", "k".repeat(201), ""])(
    "a key that no table can hold is a bug of whoever lets it in: %j",
    async (key) => {
      const play = await openPlay(19);
      await play.start("one");
      const asked = play.caller.ask(
        ADA,
        { type: "fill", amount: 3 },
        { principal: "usr_ada", key },
      );
      await expect(play.soon(asked)).rejects.toThrow("a key");
    },
  );
});
