import { isRefusal, refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewUser } from "./register-user.ts";
import { DAY_MS, MINUTE_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("a code by message", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  async function send(user: NewUser, { now = MORNING, hash = "right" } = {}) {
    return await registry.identity.issueCode({ user: user.id, purpose: "phone", hash, now });
  }

  async function type(user: NewUser, { codeHash = "right", now = MORNING } = {}) {
    return await registry.identity.verifyPhone({ user: user.id, codeHash, now });
  }

  async function register(): Promise<NewUser> {
    const user = registry.driver();
    await registry.identity.registerUser(user);
    return user;
  }

  test("proves the phone, once", async () => {
    const user = await register();
    expect(await send(user)).toEqual({ expiresAt: MORNING + 10 * MINUTE_MS });
    expect(await type(user)).toEqual({ verifiedAt: MORNING });
    expect((await registry.identity.findUser(user.id))?.phoneVerifiedAt).toBe(MORNING);
    expect(await type(user)).toEqual(refuse("code-expired", { why: "none is out" }));
  });

  test("proves nothing after ten minutes, nor before it was sent", async () => {
    const user = await register();
    expect(await type(user)).toEqual(refuse("code-expired", { why: "none is out" }));
    await send(user);
    const late = MORNING + 10 * MINUTE_MS;
    expect(await type(user, { now: late })).toEqual(
      refuse("code-expired", { why: "its time is over" }),
    );
  });

  test("may be guessed at five times, also when all guess at once", async () => {
    const user = await register();
    await send(user);
    const guesses = Array.from({ length: 12 }, (_, i) => type(user, { codeHash: `guess ${i}` }));
    const answers = await Promise.all(guesses);
    const codes = answers.map((answer) => (isRefusal(answer) ? answer.refused : "taken"));
    expect(codes.filter((code) => code === "code-wrong")).toHaveLength(5);
    expect(codes.filter((code) => code === "code-expired")).toHaveLength(7);
    expect(await type(user)).toEqual(refuse("code-expired", { why: "it was guessed at" }));
  });

  test("is sent once a minute at most, and the next makes the one before worthless", async () => {
    const user = await register();
    const atOnce = await Promise.all(["a", "b", "c"].map((hash) => send(user, { hash })));
    expect(atOnce.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    const soon = await send(user, { now: MORNING + 20_000 });
    expect(soon).toEqual(refuse("too-many-codes", { limit: 5, retryAfter: 40 }));
    await send(user, { now: MORNING + MINUTE_MS, hash: "next" });
    const old = await type(user, { codeHash: "a", now: MORNING + MINUTE_MS });
    expect(old).toEqual(refuse("code-wrong", { triesLeft: 4 }));
  });

  test("is sent five times in a day, since each costs money", async () => {
    const user = await register();
    for (let i = 0; i < 5; i++) await send(user, { now: MORNING + i * MINUTE_MS });
    const sixth = await send(user, { now: MORNING + 5 * MINUTE_MS });
    expect(sixth).toEqual(refuse("too-many-codes", { limit: 5, retryAfter: 86_100 }));
    expect(isRefusal(await send(user, { now: MORNING + DAY_MS }))).toBe(false);
  });

  test("is nothing any more when its account is erased while it is typed", async () => {
    const user = await register();
    await send(user);
    const held = await registry.hold("SELECT id FROM users WHERE id = $1 FOR UPDATE", [user.id]);
    const typed = type(user);
    await held.letGoWhen(1, `DELETE FROM verification_codes WHERE user_id = '${user.id}'`);
    expect(await typed).toEqual(refuse("code-expired", { why: "none is out" }));
  });

  test("for one purpose is none for another", async () => {
    const user = await register();
    await send(user);
    const reset = { user: user.id, codeHash: "right", passwordHash: "new", now: MORNING };
    expect(await registry.identity.resetPassword(reset)).toEqual(
      refuse("code-expired", { why: "none is out" }),
    );
  });

  test("sets a new password, ends all sessions, lifts the lock and proves the phone", async () => {
    const user = await register();
    const { id, phone } = user;
    await registry.logIn(user);
    const waits = { phone: [DAY_MS], address: [0] };
    const attempt = { phone, address: "10.1.0.1", waits, now: MORNING };
    await registry.identity.noteLoginAttempt(attempt);
    await registry.identity.issueCode({ user: id, purpose: "password", hash: "c", now: MORNING });
    const reset = { user: id, codeHash: "c", passwordHash: "new", now: MORNING };
    const tries = [reset, reset, reset].map(registry.identity.resetPassword);
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => !isRefusal(answer))).toEqual([
      { sessionsEnded: [expect.stringMatching(/^fam_/)] },
    ]);
    const known = await registry.identity.findUserByPhone(phone);
    expect(known).toMatchObject({ passwordHash: "new", phoneVerifiedAt: MORNING });
    expect(await registry.identity.noteLoginAttempt(attempt)).toEqual({ noted: true });
  });
});
