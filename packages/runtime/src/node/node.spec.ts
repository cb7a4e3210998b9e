import { Fault, type World } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { addressOf } from "../address.ts";
import { openMemoryJournal } from "../memory/index.ts";
import type { Journal } from "../ports/journal.ts";
import { startEffectWorker } from "./effect-worker.ts";
import { openPlay } from "./play/open-play.ts";
import { purseRole } from "./play/purse-role.ts";
import { openShop } from "./play/shop.ts";

const ADA = addressOf("purse", "ada");
const BEN = addressOf("purse", "ben");

describe("a node", () => {
  test("answers a command once it is committed", async () => {
    const play = await openPlay(1);
    await play.start("one");
    const answer = await play.ask(ADA, { type: "fill", amount: 5 });
    expect(answer).toEqual({ status: "done", reply: { amount: 5 }, version: 1 });
    expect(play.purse(ADA)).toEqual({ amount: 5, heard: [] });
  });

  test("carries a message to another agent", async () => {
    const play = await openPlay(2);
    await play.start("one");
    await play.ask(ADA, { type: "fill", amount: 5 });
    await play.ask(ADA, { type: "pass", amount: 2, to: BEN });
    await play.pass(3_000);
    expect([play.purse(ADA)?.amount, play.purse(BEN)?.amount]).toEqual([3, 2]);
    expect(play.troubles).toEqual([]);
  });

  test("returns a refusal and keeps it under the key", async () => {
    const play = await openPlay(3);
    await play.start("one");
    const wish = { key: "k1" };
    const pass = { type: "pass", amount: 2, to: BEN };
    const first = await play.ask(ADA, pass, wish);
    await play.ask(ADA, { type: "fill", amount: 5 });
    expect(first.status).toBe("refused");
    expect(await play.ask(ADA, pass, wish)).toEqual(first);
  });

  test("fires a timer once and at its time", async () => {
    const play = await openPlay(4);
    await play.start("one");
    await play.ask(ADA, { type: "remind", inMs: 90_000, word: "tea" });
    await play.pass(85_000);
    expect(play.purse(ADA)?.heard).toEqual([]);
    await play.pass(6_000);
    expect(play.purse(ADA)?.heard).toEqual(["tea"]);
    await play.pass(90_000);
    expect(play.purse(ADA)?.heard).toEqual(["tea"]);
    expect(play.troubles).toEqual([]);
  });

  test("hands its agents over when it stops", async () => {
    const play = await openPlay(5);
    const one = await play.start("one");
    await play.ask(ADA, { type: "fill", amount: 5 });
    await play.start("two");
    await play.pass(5_000);
    await play.soon(one.stop());
    await play.pass(1_000);
    expect((await play.ask(ADA, { type: "fill", amount: 5 })).status).toBe("done");
    expect(play.purse(ADA)?.amount).toBe(10);
  });

  test.for([
    ["for a moment", 1, 1_000],
    ["for good", Infinity, 8_000],
  ] as const)("stops though the database is away %s", async ([, failures, handedOverMs]) => {
    const play = await openPlay(5);
    let left = 0;
    const unlessAway = async (work: () => Promise<void>) => {
      if (left-- > 0) throw new Fault("The database is away", { retry: true });
      await work();
    };
    const away = (journal: Journal): Journal => ({
      ...journal,
      release: (wish) => unlessAway(() => journal.release(wish)),
      leave: (incarnation) => unlessAway(() => journal.leave(incarnation)),
    });
    const one = await play.start("one", { between: away });
    await play.ask(ADA, { type: "fill", amount: 5 });
    await play.start("two");
    await play.pass(5_000);
    left = failures;
    await play.soon(one.stop());
    await play.pass(handedOverMs);
    expect((await play.ask(ADA, { type: "fill", amount: 5 })).status).toBe("done");
    expect(play.purse(ADA)?.amount).toBe(10);
  });

  test("decides by the settings from its first turn on, however slowly they are read", async () => {
    const play = await openPlay(9);
    await play.soon(
      play.journal.saveSettings({ role: "purse", settings: { limit: 7 }, by: "usr_ops" }),
    );
    const seen: unknown[] = [];
    const role: typeof purseRole = {
      ...purseRole,
      decide: (state, message, given) => {
        seen.push(given.settings);
        return purseRole.decide(state, message, given);
      },
    };
    const slow = (journal: Journal, world: World): Journal => ({
      ...journal,
      settings: async () => {
        const settings = await journal.settings();
        await world.sleep(1_000);
        return settings;
      },
    });
    await play.start("one", { roles: [role], between: slow });
    await play.ask(ADA, { type: "fill", amount: 5 });
    expect(seen).toEqual([{ limit: 7 }]);
  });

  test("performs an effect whose kind has no second part", async () => {
    const play = await openPlay(10);
    const role: typeof purseRole = {
      ...purseRole,
      follow: (event, around) =>
        purseRole
          .follow(event, around)
          .map((it) => ("effect" in it ? { ...it, effect: "shop" } : it)),
    };
    await play.start("one", { roles: [role] });
    const world = play.time.worldOf("worker");
    const shop = openShop(world);
    const journal = openMemoryJournal(play.database, { world });
    const options = { world, journal, bus: play.bus(world), vendors: { shop }, name: "w" };
    await play.soon(startEffectWorker(options));
    await play.ask(ADA, { type: "order", lane: "till", thing: "tea" });
    await play.pass(5_000);
    expect(shop.sold).toEqual(["tea"]);
  });

  test("is taken over within five seconds when it dies", async () => {
    const play = await openPlay(6);
    await play.start("one");
    await play.start("two");
    await play.pass(5_000);
    await play.ask(ADA, { type: "fill", amount: 5 });
    play.time.kill("one");
    await play.pass(5_000);
    for (const name of ["a", "b", "c", "d", "e", "f"]) {
      const answer = await play.ask(addressOf("purse", name), { type: "fill", amount: 1 });
      expect(answer.status).toBe("done");
    }
  });

  test("sets a message aside that throws twice, and goes on", async () => {
    const play = await openPlay(7);
    await play.start("one");
    for (const how of ["decide", "project", "nul"]) {
      const answer = await play.ask(ADA, { type: "break", how });
      expect(answer).toMatchObject({ status: "unavailable", code: "turn-failed" });
    }
    expect((await play.ask(ADA, { type: "fill", amount: 1 })).status).toBe("done");
    expect([...play.database.tables.quarantine.values()]).toHaveLength(3);
  });

  test("shows what a dry run would do, and does nothing", async () => {
    const play = await openPlay(8);
    await play.start("one");
    await play.ask(ADA, { type: "fill", amount: 5 });
    const dry = await play.ask(ADA, { type: "pass", amount: 2, to: BEN }, { dryRun: true });
    expect(dry).toMatchObject({
      status: "dry",
      would: { version: 2, messages: [{ to: BEN, message: { type: "passed", amount: 2 } }] },
    });
    expect(play.purse(ADA)?.amount).toBe(5);
  });
});
