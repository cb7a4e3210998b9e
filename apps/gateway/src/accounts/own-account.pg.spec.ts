import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type FrontDesk,
  MINUTE_MS,
  MORNING,
  openFrontDesk,
  PASSWORD,
} from "../specs/open-front-desk.ts";

let desk: FrontDesk;
beforeAll(async () => {
  desk = await openFrontDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.clock.now = MORNING;
});

async function actsOf(who: string): Promise<readonly string[]> {
  return (await desk.identity.pageAudit({ who, limit: 20 })).map(({ act }) => act);
}

describe("a phone's code, sent again", () => {
  test("proves the phone in the place of the first, after a minute", async () => {
    const { id, token, phone } = await desk.enter();
    const first = desk.lastSent(phone, /\d{6}/);
    const soon = await desk.ask("resendCode", { token });
    expect(soon).toEqual({ refused: "too-many-codes", facts: { limit: 5, retryAfter: 60 } });
    desk.clock.now += MINUTE_MS;
    expect(await desk.ask("resendCode", { token })).toEqual({ status: 202, body: null });
    const code = desk.lastSent(phone, /\d{6}/);
    if (code !== first) {
      const old = await desk.ask("verifyPhone", { token, body: { code: first } });
      expect(old.refused).toBe("code-wrong");
    }
    expect((await desk.ask("verifyPhone", { token, body: { code } })).status).toBe(204);
    expect((await desk.ask("resendCode", { token })).refused).toBe("phone-already-verified");
    expect(await actsOf(id)).toContain("code.resent");
  });

  test("is sent five times a day", async () => {
    const { token } = await desk.enter();
    const codes: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      desk.clock.now += MINUTE_MS;
      const { status, refused } = await desk.ask("resendCode", { token });
      codes.push(status ?? refused);
    }
    expect(codes).toEqual([202, 202, 202, 202, "too-many-codes"]);
  });
});

describe("a password", () => {
  const change = (token: string, body: object) => desk.ask("changePassword", { token, body });
  const right = { current: PASSWORD, password: "karibu tena" };

  test("is changed by whoever shows the old one; every other session ends, at every gateway", async () => {
    const { id, token, phone, refreshToken } = await desk.enter();
    await desk.ask("login", { body: { phone, password: PASSWORD } });
    const before = await desk.ask("listSessions", { token });
    const other = before.body.items.find(({ current }: { current: boolean }) => !current).id;
    desk.ended.length = 0;
    expect(await change(token, right)).toEqual({ status: 204, body: null });
    expect(desk.ended).toEqual([other]);
    const { body } = await desk.ask("listSessions", { token });
    expect(body.items).toHaveLength(1);
    expect((await desk.ask("refresh", { body: { refresh_token: refreshToken } })).status).toBe(200);
    const login = (password: string) => desk.ask("login", { body: { phone, password } });
    expect((await login(PASSWORD)).refused).toBe("credentials-wrong");
    expect((await login(right.password)).status).toBe(200);
    expect(await actsOf(id)).toContain("password.changed");
  });

  test.for([
    ["the wrong one", { current: "safari mbaya" }, "credentials-wrong"],
    ["one that everybody has", { password: "password123" }, "password-weak"],
  ] as const)("stays with %s", async ([, spoil, code]) => {
    const { token } = await desk.enter();
    expect((await change(token, { ...right, ...spoil })).refused).toBe(code);
  });

  test("is not guessed at with a token that was left behind", async () => {
    const { token } = await desk.enter();
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      codes.push((await change(token, { ...right, current: "safari mbaya" })).refused);
    }
    expect(codes.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "credentials-wrong"));
    expect(codes[3]).toBe("too-many-attempts");
  });

  test("that was reset by message lifts the waits of the guesses before", async () => {
    const { phone } = await desk.enter();
    const login = (password: string) => desk.ask("login", { body: { phone, password } });
    for (let i = 0; i < 3; i++) await login("safari mbaya");
    expect((await login(PASSWORD)).refused).toBe("too-many-attempts");
    await desk.ask("forgotPassword", { body: { phone } });
    const code = desk.lastSent(phone, /\d{6}/);
    const body = { phone, code, password: "karibu tena" };
    expect((await desk.ask("resetPassword", { body })).status).toBe(204);
    expect((await login("karibu tena")).status).toBe(200);
  });

  test("that was forgotten is asked for in the same time, whether the phone is known", async () => {
    const { phone } = await desk.enter();
    const count = desk.sent.length;
    const told = await desk.ask("forgotPassword", { body: { phone }, isHasty: true });
    expect(told).toEqual({ status: 202, body: null });
    expect(desk.sent).toHaveLength(count);
    await desk.chores.drained();
    expect(desk.sent).toHaveLength(count + 1);
  });

  test("whose code no carrier takes is told to the operator, and not to whoever asked", async () => {
    const { phone } = await desk.enter();
    desk.carrier.isDown = true;
    const { status } = await desk.ask("forgotPassword", { body: { phone } });
    desk.carrier.isDown = false;
    expect(status).toBe(202);
    expect(desk.troubles).toHaveLength(1);
  });
});

describe("an account that is erased", () => {
  test("is nobody's from then on; its sessions end and its driver is asked no more", async () => {
    const { id, token, phone, refreshToken } = await desk.enter();
    desk.ended.length = 0;
    desk.orders.length = 0;
    expect(await desk.ask("eraseAccount", { token })).toEqual({ status: 204, body: null });
    expect(desk.ended).toEqual([expect.stringMatching(/^fam_/), id]);
    expect(desk.orders).toMatchObject([
      { to: expect.stringMatching(/^driver\/drv_/), command: { type: "set-availability" } },
    ]);
    expect((await desk.ask("eraseAccount", { token })).refused).toBe("token-invalid");
    const renewed = await desk.ask("refresh", { body: { refresh_token: refreshToken } });
    expect(renewed.refused).toBe("token-invalid");
    const body = { role: "shipper", phone, password: PASSWORD, name: "Wanjiru Kamau" };
    expect((await desk.ask("register", { body })).status).toBe(201);
    expect(await actsOf(id)).toContain("user.erased");
  });

  test("needs a password shown within five minutes", async () => {
    const { token } = await desk.enter();
    desk.clock.now += 6 * MINUTE_MS;
    expect((await desk.ask("eraseAccount", { token })).refused).toBe("login-not-fresh");
  });
});

describe("an account that is suspended", () => {
  const params = (id: string) => ({ id });
  const body = { reason: "two loads were sold on the way" };

  test("is out at once, with its driver, and in again when it is lifted", async () => {
    const [admin, juma] = [await desk.enterOperator("support"), await desk.enter()];
    const { token } = admin;
    desk.ended.length = 0;
    desk.orders.length = 0;
    const asked = { token, params: params(juma.id), body };
    const dry = await desk.ask("suspendUser", { ...asked, dryRun: true });
    expect(dry).toEqual({ rehearsed: { id: juma.id, suspended: true } });
    expect([desk.ended, desk.orders]).toEqual([[], []]);
    const out = await desk.ask("suspendUser", { ...asked, key: "k-1" });
    expect(out).toEqual({ status: 200, body: { id: juma.id, suspended: true } });
    expect(desk.ended).toEqual([expect.stringMatching(/^fam_/), juma.id]);
    const order = { command: { type: "set-standing", standing: "suspended", ...body }, key: "k-1" };
    expect(desk.orders).toMatchObject([order]);
    const login = () => desk.ask("login", { body: { phone: juma.phone, password: PASSWORD } });
    expect((await login()).refused).toBe("account-suspended");
    expect((await desk.ask("reinstateUser", asked)).body).toEqual({
      id: juma.id,
      suspended: false,
    });
    expect(desk.orders.at(-1)).toMatchObject({ command: { standing: "good" } });
    expect((await login()).status).toBe(200);
    const lines = await desk.identity.pageAudit({ who: admin.id, limit: 9 });
    expect(lines.slice(0, 2).map(({ act, why }) => [act, why])).toEqual([
      ["user.reinstated", body.reason],
      ["user.suspended", body.reason],
    ]);
  });

  test("is asked for again under its key while the driver's agent is away", async () => {
    const [{ token }, juma] = [await desk.enterOperator(), await desk.enter()];
    const asked = { token, params: params(juma.id), body, key: "k-2" };
    desk.orders.length = 0;
    desk.carrier.isDown = true;
    const away = desk.ask("suspendUser", asked);
    await expect(away).resolves.toMatchObject({ away: "no-owner" });
    desk.carrier.isDown = false;
    expect((await desk.ask("suspendUser", asked)).status).toBe(200);
    expect(desk.orders.map(({ key }) => key)).toEqual(["k-2", "k-2"]);
  });

  test("is neither the operator's own, nor an admin's by support, nor one that is not there", async () => {
    const [admin, support] = [await desk.enterOperator(), await desk.enterOperator("support")];
    const suspend = (by: string, id: string) =>
      desk.ask("suspendUser", { token: by, params: params(id), body });
    expect((await suspend(admin.token, admin.id)).refused).toBe("role-may-not");
    expect((await suspend(support.token, admin.id)).refused).toBe("role-may-not");
    expect((await suspend(admin.token, "usr_01jx5k7q3v9e2m8n4p6r0s1t2w")).refused).toBe(
      "user-unknown",
    );
  });
});
