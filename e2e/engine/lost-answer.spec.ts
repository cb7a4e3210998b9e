import { realWorld } from "@msafara/kernel";
import { type Address, addressOf, startEffectWorker } from "@msafara/runtime";
import { type Bank, openBank } from "@msafara/sim";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cut, openProxy, type Proxy } from "../src/cluster/open-proxy.ts";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";

const LAND_MS = 2_000;
const PAYMENT: Address = addressOf("payment", "p1");

let stage: Stage;
let proxy: Proxy;
let bank: Bank;
beforeEach(async () => {
  stage = await openStage();
  proxy = await openProxy(stage.postgresUrl);
  const moods = { actAndHush: 0, idleAndHush: 0, refuse: 0, dawdle: 0, unsure: 0 };
  bank = openBank(realWorld(), { moods, hushMs: 0, dawdleMs: 0 });
  const world = realWorld();
  const journal = stage.openJournal();
  const bus = await stage.openBus();
  const vendors = { bank };
  const worker = await startEffectWorker({ world, journal, bus, vendors, name: "w", sweepMs: 200 });
  stopWorker = worker.stop;
});
let stopWorker: () => Promise<void>;
afterEach(async () => {
  await stopWorker();
  await stage.close();
  await proxy.close();
});

/** A commit that carries a marked event takes its time inside the database. */
async function slowDown(mark: string): Promise<void> {
  await stage.look.ask(`
    CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF position('${mark}' IN convert_from(NEW.body, 'UTF8')) > 0 THEN
        PERFORM pg_sleep(${LAND_MS / 1_000});
      END IF;
      RETURN NEW;
    END $$`);
  await stage.look.ask(`
    CREATE TRIGGER slow BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION take_time()`);
}

function hold(order: string) {
  return { type: "hold", amount: 50, order } as const;
}

async function playLostAnswer(cut: Cut, order: string) {
  await stage.startNode("one", { journal: stage.openJournal({ connectionString: proxy.url }) });
  const caller = await stage.openCaller();
  await stage.insist(caller, { address: addressOf("account", "a"), command: opening("warm") });
  const sprung = proxy.cutNext(cut, order);
  const wish = { principal: "usr_ada", key: order, timeoutMs: 10_000 };
  const first = caller.ask(PAYMENT, hold(order), wish);
  await sprung;
  const firstAnswer = await first;
  stage.asked.push({ address: PAYMENT, command: hold(order), ...wish, answer: firstAnswer });
  const entry = await stage.insist(caller, { address: PAYMENT, command: hold(order) });
  await stage.rest();
  return { firstAnswer, answer: entry.answer };
}

function opening(order: string) {
  return { type: "open", amount: 1, currency: "KES", order } as const;
}

async function asks(): Promise<number> {
  const rows = await stage.look.ask("SELECT kind FROM events WHERE kind = 'payment.asked'");
  return rows.length;
}

async function judged() {
  return await stage.judge({ book: bank.book(), calls: bank.calls() });
}

describe("the answer to a COMMIT that is lost", () => {
  test("3 (G2, G5, G6): cut off while the commit works for 2 s more: one effect, and the key knows the truth", async () => {
    await slowDown("cut-1");
    const { firstAnswer, answer } = await playLostAnswer("before-answer", "cut-1");
    expect(firstAnswer).toMatchObject({ status: "unavailable", code: "outcome-unknown" });
    expect(answer).toMatchObject({ status: "done", version: 1, reply: { deed: "hold" } });
    expect(await asks()).toBe(1);
    expect(bank.book()).toHaveLength(1);
    // Nobody went on before the first try could no longer land.
    expect(stage.troubles.map(({ what }) => what)).toContain("commit-unknown");
    expect(await judged()).toEqual([]);
  });

  test("3 (G2, G5, G6): cut off after the commit has landed: one effect, and the key knows the first answer", async () => {
    const { firstAnswer, answer } = await playLostAnswer("answer", "cut-2");
    expect(firstAnswer).toMatchObject({ status: "unavailable", code: "outcome-unknown" });
    expect(answer).toMatchObject({ status: "done", version: 1, reply: { deed: "hold" } });
    expect(await asks()).toBe(1);
    expect(bank.book()).toHaveLength(1);
    expect(await judged()).toEqual([]);
  });
});
