import { isRefusal, refuse, toIso } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

/** Three for nothing, then a minute more for each, three at most. */
const phoneWaits = [0, 0, MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS];
const addressWaits = [...Array.from({ length: 9 }, () => 0), MINUTE_MS];

describe("noteLoginAttempt", () => {
  const waits = { phone: phoneWaits, address: addressWaits };
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  async function attempt({ phone = "+254700000001", address = "10.0.0.1", now = MORNING }) {
    return await registry.identity.noteLoginAttempt({ phone, address, waits, now });
  }

  test("locks a phone after three attempts in vain, longer after each further one", async () => {
    const phone = "+254700000002";
    for (let i = 0; i < 3; i++) expect(await attempt({ phone })).toEqual({ noted: true });
    expect(await attempt({ phone })).toEqual(refuse("too-many-attempts", { retryAfter: 60 }));
    const later = MORNING + MINUTE_MS;
    expect(await attempt({ phone, now: later })).toEqual({ noted: true });
    expect(await attempt({ phone, now: later })).toEqual(
      refuse("too-many-attempts", { retryAfter: 120 }),
    );
  });

  test("of twenty guesses at once lets three through: each is counted before it is looked at", async () => {
    const tries = Array.from({ length: 20 }, (_, i) =>
      attempt({ phone: "+254700000003", address: `10.0.1.${i}` }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3);
  });

  test("refuses who came before the lock and was held up until after it, and counts them nowhere", async () => {
    const phone = "+254700000010";
    const addresses = ["10.0.10.1", "10.0.10.2", "10.0.10.3"];
    const mine = "subject = ANY($1) ORDER BY subject";
    await attempt({ phone, address: "10.0.10.0" });
    const held = await registry.hold(`SELECT 1 FROM login_attempts WHERE ${mine} FOR UPDATE`, [
      [phone],
    ]);
    const answers = Promise.all(addresses.map((address) => attempt({ phone, address })));
    const until = toIso(MORNING + MINUTE_MS);
    const lock = `UPDATE login_attempts SET locked_until = '${until}' WHERE subject = '${phone}'`;
    await held.letGoWhen(addresses.length, lock);
    const wait = refuse("too-many-attempts", { retryAfter: 60 });
    expect(await answers).toEqual(addresses.map(() => wait));
    const failures = await registry.ask(`SELECT failures FROM login_attempts WHERE ${mine}`, [
      [phone, ...addresses],
    ]);
    expect(failures).toEqual([1, 0, 0, 0].map((count) => ({ failures: count })));
  });

  test("holds the address before the phone, whoever counts and whoever forgives", async () => {
    const who = { phone: "+254700000009", address: "10.0.9.1" };
    await attempt(who);
    const takePhone = "SELECT 1 FROM login_attempts WHERE kind = 'phone' FOR UPDATE NOWAIT";
    const held = await registry.hold("SELECT 1 FROM login_attempts WHERE subject = $1 FOR UPDATE", [
      who.address,
    ]);
    const deeds = Promise.all([attempt(who), registry.identity.forgiveLogin(who)]);
    await held.letGoWhen(2, takePhone);
    expect(await deeds).toEqual([{ noted: true }, undefined]);
  });

  test("locks an address that tries many phones, and nobody at another address", async () => {
    const spray = (i: number, address: string) => attempt({ phone: `+25471000000${i}`, address });
    for (let i = 0; i < 10; i++) await spray(i, "10.0.2.1");
    expect(await spray(10, "10.0.2.1")).toEqual(refuse("too-many-attempts", { retryAfter: 60 }));
    expect(await spray(10, "10.0.2.2")).toEqual({ noted: true });
  });

  test("forgives a phone whose owner came in, and its address one attempt only", async () => {
    const who = { phone: "+254700000004", address: "10.0.3.1" };
    for (let i = 0; i < 3; i++) await attempt(who);
    await registry.identity.forgiveLogin(who);
    expect(await attempt(who)).toEqual({ noted: true });
    const rows = await registry.ask(
      "SELECT kind, failures FROM login_attempts WHERE subject IN ($1, $2) ORDER BY kind",
      [who.phone, who.address],
    );
    expect(rows).toEqual([
      { kind: "address", failures: 3 },
      { kind: "phone", failures: 1 },
    ]);
  });

  test("does not count what was tried in vain while it was locked", async () => {
    const phone = "+254700000005";
    for (let i = 0; i < 9; i++) await attempt({ phone, address: `10.0.5.${i}` });
    const rows = await registry.ask("SELECT failures FROM login_attempts WHERE subject = $1", [
      phone,
    ]);
    expect(rows).toEqual([{ failures: 3 }]);
  });

  test("holds nobody back for being overtaken by a neighbour, or for a clock that is behind", async () => {
    const address = "10.0.7.1";
    expect(await attempt({ phone: "+254700000007", address })).toEqual({ noted: true });
    const now = MORNING - 5;
    expect(await attempt({ phone: "+254700000008", address, now })).toEqual({ noted: true });
  });

  test("forgets after a day, and then keeps neither phone nor address", async () => {
    const who = { phone: "+254700000006", address: "10.0.6.1" };
    for (let i = 0; i < 3; i++) await attempt(who);
    const now = MORNING + DAY_MS + 1;
    for (let i = 0; i < 3; i++) expect(await attempt({ ...who, now })).toEqual({ noted: true });
    await registry.identity.tidyIdentity(MORNING + 3 * DAY_MS);
    expect(await registry.ask("SELECT subject FROM login_attempts")).toEqual([]);
  });
});
