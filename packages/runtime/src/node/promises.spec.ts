import { createHash } from "node:crypto";
import { Fault, type World } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { addressOf, laneOf } from "../address.ts";
import { decode, encode } from "../body.ts";
import { LIMITS } from "../limits.ts";
import { openMemoryJournal } from "../memory/index.ts";
import { EMPTY_BATCH } from "../ports/empty-batch.ts";
import { CommitFault, type Journal } from "../ports/journal.ts";
import type { Vendor } from "../ports/vendor.ts";
import { startEffectWorker } from "./effect-worker.ts";
import { openPlay, type Play } from "./play/open-play.ts";
import { purseRole } from "./play/purse-role.ts";
import { openShop } from "./play/shop.ts";
import { rebuild } from "./rebuild.ts";

const ADA = addressOf("purse", "ada");
const BEN = addressOf("purse", "ben");

describe("G1: one turn at a time per address in the whole cluster", () => {
  test("a node that fell asleep between deciding and committing is refused when it wakes", async () => {
    const play = await openPlay(11);
    const outcomes: string[] = [];
    let isAsleep = false;
    const sleepy = (journal: Journal, world: World): Journal => ({
      ...journal,
      commit: async (commit) => {
        if (commit.batch.answers.some(({ key }) => key === "late")) {
          play.time.freeze("one");
          isAsleep = true;
          await world.sleep(1);
        }
        const outcome = await journal.commit(commit);
        outcomes.push(outcome.outcome);
        return outcome;
      },
    });
    await play.start("one", { between: sleepy });
    await play.ask(ADA, { type: "fill", amount: 1 });
    const late = { type: "fill", amount: 10 };
    const asked = play.caller.ask(ADA, late, { principal: "usr_ada", key: "late" });
    await play.time.run(() => isAsleep);
    await play.start("two");
    await play.pass(5_000);
    expect((await play.ask(ADA, late, { key: "late" })).status).toBe("done");
    play.time.thaw("one");
    await play.soon(asked);
    await play.pass(2_000);
    expect(outcomes).toEqual(["committed", "fenced"]);
    expect(play.purse(ADA)?.amount).toBe(11);
  });

  test("a node decides nothing once its lease may be over, though nobody has told it", async () => {
    const play = await openPlay(10);
    const line = { isCut: false };
    const deaf = (journal: Journal, world: World): Journal => ({
      ...journal,
      renew: async (lease) => {
        if (line.isCut) await world.sleep(60_000);
        return await journal.renew(lease);
      },
    });
    const decided: number[] = [];
    const role: typeof purseRole = {
      ...purseRole,
      decide: (state, message, given) => {
        decided.push(given.now);
        return purseRole.decide(state, message, given);
      },
    };
    const { incarnation } = await play.start("one", { roles: [role], between: deaf });
    await play.ask(ADA, { type: "fill", amount: 1 });
    expect(decided).toHaveLength(1);
    line.isCut = true;
    await play.start("two");
    const lastMoment = play.time.now() + LIMITS.leaseMs;
    await play.pass(5_000);
    const frame = {
      address: ADA,
      command: { type: "fill", amount: 1 },
      principal: "usr_ada",
      waitMs: 500,
      trace: "",
    };
    const { switchboard } = play.bus(play.time.worldOf("somebody"));
    const answer = await play.soon(switchboard.call(incarnation, encode(frame), 1_000));
    expect(decode(answer)).toEqual({ status: "not-mine" });
    expect(decided.filter((now) => now > lastMoment)).toEqual([]);
  });

  test("of two who build on the same past, one is refused", async () => {
    const play = await openPlay(9);
    const { incarnation } = await play.start("one");
    await play.ask(ADA, { type: "fill", amount: 1 });
    const [stored] = await play.soon(play.journal.states([ADA]));
    const write = { ...stored!, expected: 1, version: 2 };
    const batch = { ...EMPTY_BATCH, agents: [write] };
    const first = await play.soon(play.journal.commit({ incarnation, lane: 0, batch }));
    const second = await play.soon(play.journal.commit({ incarnation, lane: 1, batch }));
    expect([first.outcome, second]).toEqual(["committed", { outcome: "stale", what: "agents" }]);
  });
});

describe("G2: a turn is atomic", () => {
  test("a commit that fails leaves nothing, and the one that lands leaves all", async () => {
    const play = await openPlay(12);
    const faults = { retryRate: 1 };
    await play.start("one", { journalFaults: faults });
    const { tables } = play.database;
    const asked = play.caller.ask(
      ADA,
      { type: "order", lane: "till", thing: "tea" },
      {
        principal: "usr_ada",
        key: "k",
        timeoutMs: 20_000,
      },
    );
    await play.pass(3_000);
    expect([
      tables.agents.size,
      tables.events.size,
      [...tables.receipts.values()][0]?.answer,
    ]).toEqual([0, 0, undefined]);
    faults.retryRate = 0;
    expect((await play.soon(asked)).status).toBe("done");
    expect([tables.agents.size, tables.events.size]).toEqual([1, 1]);
    expect([...tables.receipts.values()][0]?.answer).toBeDefined();
    expect(
      await play.soon(play.journal.claimEffects({ claim: "c", claimMs: 1, limit: 9 })),
    ).toHaveLength(1);
  });
});

describe("G3: nothing is lost, nothing counts twice", () => {
  test("words arrive once and in order, over bells that are lost, doubled and late", async () => {
    const play = await openPlay(13);
    const busFaults = { lostRate: 0.3, doubledRate: 0.3, delayMs: 500 };
    await play.start("one", { busFaults });
    await play.start("two", { busFaults });
    await play.pass(3_000);
    const words = Array.from({ length: 60 }, (_, i) => `word ${i}`);
    for (const word of words)
      await play.ask(ADA, { type: "burst", to: [BEN], word }, { key: word });
    await play.pass(5_000);
    expect(play.purse(BEN)?.heard).toEqual(words);
  });

  test("m1's ring is lost, its sender moves to the receiver's node and sends m2: m1 runs first", async () => {
    const play = await openPlay(14);
    await play.start("one", { busFaults: { lostRate: 1 } });
    const sender = addressOf("purse", "sender");
    await play.ask(sender, { type: "fill", amount: 1 });
    // Nor does a sweep help: what the acquisition itself makes sure of is all there is.
    const broom = { isThere: true };
    const unswept = (journal: Journal, world: World): Journal => ({
      ...journal,
      sweep: async (wish) => {
        if (!broom.isThere) await world.sleep(3_600_000);
        return await journal.sweep(wish);
      },
    });
    await play.start("two", { busFaults: { lostRate: 1 }, between: unswept });
    await play.pass(3_000);
    const receivers = Array.from({ length: 40 }, (_, i) => addressOf("purse", `r${i}`));
    for (const to of receivers) await play.ask(to, { type: "fill", amount: 1 });
    await play.pass(2_000);
    broom.isThere = false;
    await play.ask(sender, { type: "burst", to: receivers, word: "m1" });
    play.time.kill("one");
    await play.pass(6_000);
    await play.ask(sender, { type: "burst", to: receivers, word: "m2" }, { timeoutMs: 20_000 });
    await play.pass(5_000);
    for (const to of receivers) expect(play.purse(to)?.heard).toEqual(["m1", "m2"]);
  });

  test("what a commit sent whose answer was lost is not overtaken by what is sent next", async () => {
    const play = await openPlay(29);
    const line = { isCut: false };
    const cut = (journal: Journal): Journal => ({
      ...journal,
      sweep: async (wish) => ({ ...(await journal.sweep(wish)), arrivals: [] }),
      commit: async (commit) => {
        const outcome = await journal.commit(commit);
        if (!line.isCut || commit.batch.mail.length === 0) return outcome;
        line.isCut = false;
        throw new CommitFault("unknown", "The answer was lost");
      },
    });
    await play.start("one", { between: cut });
    // On another lane than the sender, so that what is sent is a row.
    const lane = laneOf(ADA, LIMITS.lanes);
    const to = Array.from({ length: 9 }, (_, i) => addressOf("purse", `r${i}`)).filter(
      (address) => laneOf(address, LIMITS.lanes) !== lane,
    );
    for (const address of to) await play.ask(address, { type: "fill", amount: 1 });
    line.isCut = true;
    await play.ask(ADA, { type: "burst", to, word: "m1" }, { key: "m1" });
    await play.ask(ADA, { type: "burst", to, word: "m1" }, { key: "m1" });
    await play.ask(ADA, { type: "burst", to, word: "m2" });
    await play.pass(2_000);
    expect(to.length).toBeGreaterThan(0);
    for (const address of to) expect(play.purse(address)?.heard).toEqual(["m1", "m2"]);
  });

  test("what the sweep finds while the rest of a long mailbox is read is read after it", async () => {
    const play = await openPlay(31);
    const slow = (journal: Journal, world: World): Journal => ({
      ...journal,
      mailboxes: async (wish) => {
        const read = await journal.mailboxes(wish);
        await world.sleep(3_000);
        return read;
      },
    });
    const { incarnation } = await play.start("one", { between: slow, limits: { mailWindow: 2 } });
    const send = async (...words: readonly string[]) => {
      const mail = words.map((word) => ({
        receiver: BEN,
        sender: ADA,
        kind: "say",
        body: encode({ type: "say", word }),
        release: 1,
        depth: 0,
        trace: "t",
      }));
      const batch = { ...EMPTY_BATCH, mail };
      await play.soon(play.journal.commit({ incarnation, lane: 0, batch }));
    };
    // Of three there is room for two. While the third is read, whose ring nobody hears sends a fourth.
    await send("first", "second", "third");
    await play.time.run(() => play.purse(BEN)?.heard.length === 2, play.time.now() + 20_000);
    await play.pass(100);
    await send("fourth");
    await play.pass(20_000);
    expect(play.purse(BEN)?.heard).toEqual(["first", "second", "third", "fourth"]);
  });

  test("what came by hand while a mailbox could not be read waits for what lies in the table", async () => {
    const play = await openPlay(30);
    const reads = { count: 0 };
    const shaky = (journal: Journal, world: World): Journal => ({
      ...journal,
      mailboxes: async (wish) => {
        reads.count += 1;
        if (reads.count % 3 !== 0) return await journal.mailboxes(wish);
        await world.sleep(20);
        throw new Fault("The connection broke", { retry: true });
      },
    });
    await play.start("one", { between: shaky, limits: { mailWindow: 2 } });
    const receivers = Array.from({ length: 4 }, (_, i) => addressOf("purse", `r${i}`));
    // More at once than memory holds, so that the rest lies in the table.
    const to = receivers.flatMap((address) => [address, address, address, address]);
    for (let i = 0; i < 40; i++) {
      await play.ask(ADA, { type: "burst", to, word: `m${i}` });
      await play.pass(7);
    }
    await play.pass(20_000);
    const words = Array.from({ length: 160 }, (_, i) => `m${Math.floor(i / 4)}`);
    for (const address of receivers) expect(play.purse(address)?.heard).toEqual(words);
  });
});

describe("G4: timers survive restarts and moves, and fire once", () => {
  test("a reminder set before a crash comes at its time on another node", async () => {
    const play = await openPlay(15);
    await play.start("one");
    await play.ask(ADA, { type: "remind", inMs: 20_000, word: "tea" });
    play.time.kill("one");
    await play.start("two");
    await play.pass(18_000);
    expect(play.purse(ADA)?.heard).toEqual([]);
    await play.pass(3_000);
    expect(play.purse(ADA)?.heard).toEqual(["tea"]);
    play.time.kill("two");
    await play.start("three");
    await play.pass(60_000);
    expect(play.purse(ADA)?.heard).toEqual(["tea"]);
  });

  test("one that is dropped while it is already handed out has no turn", async () => {
    const play = await openPlay(28);
    const slow = (journal: Journal, world: World): Journal => ({
      ...journal,
      commit: async (commit) => {
        if (commit.batch.cancelled.length > 0) await world.sleep(300);
        return await journal.commit(commit);
      },
    });
    await play.start("one", { between: slow });
    await play.ask(ADA, { type: "remind", inMs: 1_000, word: "tea" });
    await play.pass(850);
    await play.ask(ADA, { type: "forget" });
    await play.pass(5_000);
    expect([play.purse(ADA)?.heard, play.troubles]).toEqual([[], []]);
  });

  test("one that fires while the timers to come are being read does not come up again", async () => {
    const play = await openPlay(28);
    const slow = (journal: Journal, world: World): Journal => ({
      ...journal,
      timers: async (wish) => {
        const page = await journal.timers(wish);
        if (page.length > 0) await world.sleep(500);
        return page;
      },
      commit: async (commit) => {
        if (commit.batch.fired.length > 0) await world.sleep(300);
        return await journal.commit(commit);
      },
    });
    await play.start("one", { between: slow, limits: { timerHorizonMs: 400 } });
    await play.ask(ADA, { type: "remind", inMs: 300, word: "tea" });
    await play.pass(10_000);
    expect([play.purse(ADA)?.heard, play.troubles]).toEqual([["tea"], []]);
  });

  test("one that was moved or dropped does not come at the old time", async () => {
    const play = await openPlay(16);
    await play.start("one");
    await play.ask(ADA, { type: "remind", inMs: 2_000, word: "early" });
    await play.ask(ADA, { type: "remind", inMs: 9_000, word: "late" });
    await play.ask(BEN, { type: "remind", inMs: 2_000, word: "never" });
    await play.ask(BEN, { type: "forget" });
    await play.pass(5_000);
    expect([play.purse(ADA)?.heard, play.purse(BEN)?.heard]).toEqual([[], []]);
    await play.pass(5_000);
    expect([play.purse(ADA)?.heard, play.purse(BEN)?.heard]).toEqual([["late"], []]);
  });

  test("one that was handed out is never told a time before it was due", async () => {
    const play = await openPlay(32);
    const line = { isSlow: false, aheadMs: 60_000 };
    const wavering = (journal: Journal, world: World): Journal => ({
      ...journal,
      renew: async (lease) => {
        const roster = await journal.renew(lease);
        return roster === "lost" ? roster : { ...roster, now: roster.now + line.aheadMs };
      },
      mailboxes: async (wish) => {
        if (line.isSlow) await world.sleep(7_000);
        return await journal.mailboxes(wish);
      },
    });
    const told: number[] = [];
    const role: typeof purseRole = {
      ...purseRole,
      decide: (state, message, given) => {
        if (message.type === "say") told.push(given.now);
        return purseRole.decide(state, message, given);
      },
    };
    const { incarnation } = await play.start("one", { roles: [role], between: wavering });
    await play.pass(6_000);
    await play.ask(ADA, { type: "remind", inMs: 8_000, word: "tea" });
    const [set] = await play.soon(play.journal.timersOf([ADA]));
    // The mailbox is read for long when the timer comes, and meanwhile the node learns that it was ahead.
    await play.pass(7_400);
    line.isSlow = true;
    play.bus(play.time.worldOf("somebody")).doorbell.ring(incarnation, [ADA]);
    await play.pass(150);
    line.aheadMs = 0;
    await play.pass(20_000);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeGreaterThanOrEqual(set?.due ?? Infinity);
  });
});

describe("G5: effects reach the outside in order per lane, and their results return", () => {
  test("what was sold without an answer is asked for, not sold again, and the lane waits for it", async () => {
    const play = await openPlay(17);
    await play.start("one");
    const world = play.time.worldOf("worker");
    const shop = openShop(world);
    shop.silentAbout.add("tea");
    const journal = openMemoryJournal(play.database, { world });
    await play.soon(
      startEffectWorker({ world, journal, bus: play.bus(world), vendors: { shop }, name: "w" }),
    );
    await play.ask(ADA, { type: "order", lane: "till", thing: "tea" });
    await play.ask(ADA, { type: "order", lane: "till", thing: "milk" });
    await play.pass(30_000);
    expect(shop.sold).toEqual(["tea", "milk"]);
    expect(play.purse(ADA)?.heard).toEqual(["bought tea", "bought milk"]);
  });

  test("a last try that acted without an answer has not failed: the vendor is asked until he knows", async () => {
    const play = await openPlay(31);
    await play.start("one");
    const world = play.time.worldOf("worker");
    const shop = openShop(world);
    shop.silentAbout.add("tea");
    const journal = openMemoryJournal(play.database, { world });
    const bus = play.bus(world);
    const options = { world, journal, bus, vendors: { shop }, name: "w", attemptsMax: 1 };
    await play.soon(startEffectWorker(options));
    await play.ask(ADA, { type: "order", lane: "till", thing: "tea" });
    await play.pass(30_000);
    expect(shop.sold).toEqual(["tea"]);
    expect(play.purse(ADA)?.heard).toEqual(["bought tea"]);
  });

  test("a vendor who says no is understood by the word for it, not by his sentence", async () => {
    const play = await openPlay(32);
    await play.start("one");
    const world = play.time.worldOf("worker");
    const perform = async () => {
      throw new Fault("Cannot sell tea: there is none", { retry: false, code: "sold-out" });
    };
    const shop: Vendor = { perform, inquire: async () => "never-happened" };
    const journal = openMemoryJournal(play.database, { world });
    const options = { world, journal, bus: play.bus(world), vendors: { shop }, name: "w" };
    await play.soon(startEffectWorker(options));
    await play.ask(ADA, { type: "order", lane: "till", thing: "tea" });
    await play.pass(30_000);
    expect(play.purse(ADA)?.heard).toEqual(["failed sold-out"]);
  });
});

describe("G7: a poisoned message is set aside and nobody else stalls", () => {
  test("of 500 in a batch three are poisoned: three in quarantine, 497 committed", async () => {
    const play = await openPlay(20);
    await play.start("one");
    const breaks = new Map([
      [7, "decide"],
      [77, "project"],
      [301, "nul"],
    ]);
    const asked = Array.from({ length: 500 }, (_, i) => {
      const how = breaks.get(i);
      const command = how === undefined ? { type: "fill", amount: 1 } : { type: "break", how };
      return play.caller.ask(addressOf("purse", `p${i}`), command, { principal: `usr_${i}` });
    });
    const answers = await play.soon(Promise.all(asked));
    expect(answers.filter(({ status }) => status === "done")).toHaveLength(497);
    expect(play.database.tables.quarantine.size).toBe(3);
  });

  test("a quarantined message can be replayed once its cause is mended", async () => {
    const play = await openPlay(21);
    const mended = { is: false };
    const role: typeof purseRole = {
      ...purseRole,
      decide: (state, message, given) =>
        message.type === "break" && mended.is
          ? [{ type: "word.said", word: "whole" }]
          : purseRole.decide(state, message, given),
    };
    await play.start("one", { roles: [role] });
    await play.ask(ADA, { type: "break", how: "decide" });
    const [set] = await play.soon(play.journal.quarantine({ limit: 9 }));
    expect(set).toMatchObject({ address: ADA, kind: "break", attempt: 2 });
    mended.is = true;
    await play.soon(play.journal.replayQuarantined({ id: set?.id ?? "", by: "usr_ops" }));
    await play.pass(3_000);
    expect(play.purse(ADA)?.heard).toEqual(["whole"]);
    expect(await play.soon(play.journal.quarantine({ limit: 9 }))).toEqual([]);
  });
});

describe("G8: bounded, and beyond the bounds a caller is told to come back", () => {
  test("commands beyond an agent's queue get 503 and the rest is done", async () => {
    const play = await openPlay(22);
    await play.start("one", {
      limits: { callsPerAgent: 10 },
      journalFaults: { slowRate: 1, slowMs: 200 },
    });
    await play.ask(ADA, { type: "fill", amount: 1 });
    const asked = Array.from({ length: 50 }, () =>
      play.caller.ask(ADA, { type: "fill", amount: 1 }, { principal: "usr_ada" }),
    );
    const answers = await play.soon(Promise.all(asked));
    const busy = answers.filter((it) => it.status === "unavailable" && it.code === "busy");
    const done = answers.filter(({ status }) => status === "done");
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length + done.length).toBe(50);
    expect(play.purse(ADA)?.amount).toBe(1 + done.length);
  });

  test("no more agents than allowed stand in memory, and all their mail is worked off", async () => {
    const play = await openPlay(23);
    const node = await play.start("one", { limits: { residents: 5, mailWindow: 3 } });
    const receivers = Array.from({ length: 60 }, (_, i) => addressOf("purse", `r${i}`));
    for (const word of ["a", "b", "c", "d", "e"]) {
      await play.ask(ADA, { type: "burst", to: receivers, word });
      expect(node.stats().residents).toBeLessThanOrEqual(5);
    }
    await play.pass(60_000);
    expect(node.stats().residents).toBeLessThanOrEqual(5);
    for (const to of receivers) expect(play.purse(to)?.heard).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("a turn that sends more than its share is a bug, and is set aside", async () => {
    const play = await openPlay(24);
    await play.start("one", { limits: { sendsPerTurn: 3 } });
    const to = ["a", "b", "c", "d"].map((id) => addressOf("purse", id));
    expect(await play.ask(ADA, { type: "burst", to, word: "x" })).toMatchObject({
      code: "turn-failed",
    });
  });
});

describe("G9: replayable", () => {
  test("the same seed writes the same rows, to the byte", async () => {
    expect(await dayOf(25)).toEqual(await dayOf(25));
  });

  test("folding the history gives the stored state", async () => {
    const play = await openPlay(26);
    await play.start("one");
    await play.ask(ADA, { type: "fill", amount: 5 });
    await play.ask(ADA, { type: "pass", amount: 2, to: BEN });
    expect(await play.soon(rebuild(play.journal, purseRole, ADA))).toMatchObject({
      agrees: true,
      version: 2,
      state: { amount: 3 },
    });
  });
});

describe("G10: idle agents cost nothing", () => {
  test("after half an hour without a message they leave memory, and answer when asked", async () => {
    const play = await openPlay(27);
    expect(LIMITS.idleMs).toBe(30 * 60_000);
    const node = await play.start("one", { limits: { idleMs: 60_000 } });
    await play.ask(ADA, { type: "fill", amount: 5 });
    await play.ask(BEN, { type: "fill", amount: 5 });
    await play.pass(50_000);
    expect(node.stats().residents).toBe(2);
    await play.ask(ADA, { type: "fill", amount: 5 });
    await play.pass(30_000);
    expect(node.stats().residents).toBe(1);
    await play.pass(60_000);
    expect(node.stats().residents).toBe(0);
    expect(await play.ask(BEN, { type: "fill", amount: 5 })).toMatchObject({
      reply: { amount: 10 },
    });
  });
});

/** A busy day on two nodes, as one hash of everything that was written. */
async function dayOf(seed: number): Promise<string> {
  const play = await openPlay(seed);
  await play.start("one");
  await play.start("two", { busFaults: { lostRate: 0.2 } });
  await play.pass(3_000);
  for (let i = 0; i < 20; i++) {
    const purse = addressOf("purse", `p${i % 5}`);
    await play.ask(purse, { type: "fill", amount: i + 1 });
    await play.ask(purse, { type: "pass", amount: 1, to: addressOf("purse", `p${(i * 3) % 5}`) });
  }
  await play.pass(3_000);
  return hashOf(play);
}

function hashOf({ database, time }: Play): string {
  const hash = createHash("sha256").update(String(time.events()));
  for (const [address, row] of [...database.tables.agents].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )) {
    hash
      .update(address)
      .update(String(row.version))
      .update(row.state)
      .update(String(laneOf(address, LIMITS.lanes)));
  }
  for (const [address, events] of [...database.tables.events].toSorted(byName)) {
    hash.update(address).update(encode(events.map(({ kind, version, at }) => [kind, version, at])));
  }
  return hash.digest("hex");
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
