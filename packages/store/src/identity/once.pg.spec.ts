import { type Id, isRefusal, refuse } from "@msafara/kernel";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Receipt } from "./once.ts";
import { DAY_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("once", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  /** An owner who founds an organization under a key; each test spoils one thing. */
  async function founder() {
    const { id: user } = await registry.enter();
    const found = (spoil: Partial<Receipt> = {}) =>
      registry.identity.once(receiptOf(user, spoil), async (tx) => {
        const id = registry.mint("org");
        await tx.foundOrganization({ id, name: "Rift Haulage", founder: user, now: MORNING });
        return { id };
      });
    return { user, found };
  }

  function receiptOf(principal: Id<"usr">, spoil: Partial<Receipt>): Receipt {
    return { principal, key: "k1", bodyHash: "b1", isRehearsal: false, now: MORNING, ...spoil };
  }

  async function foundedBy(user: Id<"usr">): Promise<number> {
    return (await registry.identity.listMemberships({ user, limit: 9 })).length;
  }

  test("of eight who come at once under one key one does it, and all are told the same", async () => {
    const { user, found } = await founder();
    const told = await Promise.all(Array.from({ length: 8 }, () => found()));
    expect(told.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
    expect(told.filter(({ outcome }) => outcome === "repeated")).toHaveLength(7);
    const answers = told.map((each) => ("answer" in each ? each.answer.id : undefined));
    expect(new Set(answers).size).toBe(1);
    expect(await foundedBy(user)).toBe(1);
  });

  test("of two who come at once with different bodies one is told that the key is taken", async () => {
    const { user, found } = await founder();
    const told = await Promise.all([found(), found({ bodyHash: "b2" })]);
    expect(told.map(({ outcome }) => outcome).toSorted()).toEqual(["done", "key-reused"]);
    expect(await foundedBy(user)).toBe(1);
  });

  test("a key under which an agent was asked for something does nothing here", async () => {
    const { user, found } = await founder();
    await registry.ask(
      `INSERT INTO receipts (principal, key, body_hash, address, answer)
       VALUES ($1, 'k1', 'b1', 'shipment/shp_tea', '')`,
      [user],
    );
    expect(await found()).toEqual({ outcome: "key-reused" });
    expect(await found({ isRehearsal: true })).toEqual({ outcome: "key-reused" });
    expect(await foundedBy(user)).toBe(0);
  });

  test("and a key that was used here is taken when an agent is asked, not when it is rehearsed", async () => {
    const { user, found } = await founder();
    const taken = () =>
      registry.ask("SELECT body_hash FROM receipts WHERE principal = $1 AND key = 'k1'", [user]);
    await found({ isRehearsal: true });
    expect(await taken()).toEqual([]);
    await found();
    expect(await taken()).toEqual([{ body_hash: "b1" }]);
    const tomorrow = { now: MORNING + DAY_MS, bodyHash: "b2" };
    expect(await found(tomorrow)).toMatchObject({ outcome: "done" });
    expect(await taken()).toEqual([{ body_hash: "b2" }]);
  });

  test("another key, another principal and no key at all are other commands", async () => {
    const [one, other] = [await founder(), await founder()];
    await one.found();
    await one.found({ key: "k2" });
    const { key: _, ...keyless } = receiptOf(one.user, {});
    for (let i = 0; i < 2; i++) {
      await registry.identity.once(keyless, async (tx) => {
        const founded = { id: registry.mint("org"), name: "Rift", founder: one.user };
        return await tx.foundOrganization({ ...founded, now: MORNING });
      });
    }
    expect(await foundedBy(one.user)).toBe(4);
    expect(await other.found()).toMatchObject({ outcome: "done" });
  });

  test("work that fails leaves neither effect nor receipt, and whoever waited does it", async () => {
    const { user, found } = await founder();
    const waiting: Promise<unknown>[] = [];
    const failing = registry.identity.once(receiptOf(user, {}), async (tx) => {
      const id = registry.mint("org");
      await tx.foundOrganization({ id, name: "Rift", founder: user, now: MORNING });
      waiting.push(found());
      return await Promise.reject<{ readonly id: string }>(new TypeError("the carrier is gone"));
    });
    await expect(failing).rejects.toThrow("the carrier is gone");
    expect(await Promise.all(waiting)).toMatchObject([{ outcome: "done" }]);
    expect(await foundedBy(user)).toBe(1);
  });

  test("a refusal is told again as it was", async () => {
    const { user } = await founder();
    const no = () =>
      registry.identity.once(receiptOf(user, {}), async () => refuse("already-member", { at: 1 }));
    expect(await no()).toEqual({ outcome: "done", answer: refuse("already-member", { at: 1 }) });
    const again = await no();
    expect(again).toEqual({ outcome: "repeated", answer: refuse("already-member", { at: 1 }) });
    expect("answer" in again && isRefusal(again.answer)).toBe(true);
  });

  test("a rehearsal answers what would come of it, and leaves nothing", async () => {
    const { user, found } = await founder();
    expect(await found({ isRehearsal: true })).toMatchObject({ outcome: "rehearsed" });
    expect(await foundedBy(user)).toBe(0);
    expect(await found({ bodyHash: "b2" })).toMatchObject({ outcome: "done" });
    expect(await found({ isRehearsal: true })).toEqual({ outcome: "key-reused" });
    expect(await found({ bodyHash: "b2", isRehearsal: true })).toMatchObject({
      outcome: "repeated",
    });
    expect(await foundedBy(user)).toBe(1);
  });

  test("a rehearsal that fails fails, and its connection is as good as before", async () => {
    const { user, found } = await founder();
    for (let i = 0; i < 12; i++) {
      const failing = registry.identity.once(receiptOf(user, { isRehearsal: true }), async () =>
        Promise.reject<{ readonly id: string }>(new TypeError("no")),
      );
      await expect(failing).rejects.toThrow("no");
    }
    expect(await found()).toMatchObject({ outcome: "done" });
  });

  test("after a day the key is free, also before anybody tidied up", async () => {
    const { user, found } = await founder();
    await found();
    expect(await found({ now: MORNING + DAY_MS - 1 })).toMatchObject({ outcome: "repeated" });
    expect(await found({ now: MORNING + DAY_MS, bodyHash: "b2" })).toMatchObject({
      outcome: "done",
    });
    expect(await foundedBy(user)).toBe(2);
  });

  test("receipts are tidied away after their day, and go with a person who is erased", async () => {
    const [leaving, staying] = [await founder(), await founder()];
    const countOf = async (user: string) => {
      const rows = await registry.ask("SELECT key FROM door_receipts WHERE principal = $1", [user]);
      return rows.length;
    };
    const { user } = leaving;
    const none = { ...receiptOf(user, {}) };
    await registry.identity.once(none, async () => ({ id: "org_1" }));
    await staying.found();
    await registry.identity.eraseUser({ user, now: MORNING });
    expect([await countOf(user), await countOf(staying.user)]).toEqual([0, 1]);
    await registry.identity.tidyIdentity(MORNING + DAY_MS);
    expect(await countOf(staying.user)).toBe(1);
    await registry.identity.tidyIdentity(MORNING + DAY_MS + 1);
    expect(await countOf(staying.user)).toBe(0);
  });
});
