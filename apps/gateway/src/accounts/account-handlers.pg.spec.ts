/* oxlint-disable house/no-banned-file-names -- "Handler" is the word of the port at the door: these are its handlers. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { totpCode, totpStep } from "../identity/totp.ts";
import {
  DAY_MS,
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

let phones = 0;
const freePhone = () => `+25470${String((phones += 1)).padStart(7, "0")}`;
const wish = (spoil: object = {}) => {
  const open = { role: "driver", phone: freePhone(), password: PASSWORD, name: "Achieng Otieno" };
  return { ...open, ...spoil };
};

describe("an account is opened (U48)", () => {
  test.for([
    ["driver", /^drv_/],
    ["shipper", /^shr_/],
    ["facility", /^fac_/],
  ] as const)("for a %s, with an agent and tokens that are believed", async ([role, agent]) => {
    // A token's end is told in whole seconds, and nobody comes on the stroke of one.
    desk.clock.now += 637;
    const { status, body } = await desk.ask("register", { body: wish({ role }) });
    expect([status, body.token_type, body.expires_in]).toEqual([201, "Bearer", 900]);
    const me = await desk.ask("me", { token: body.access_token });
    expect(me.body).toMatchObject({ role, phoneVerified: false, mfa: false, organizations: [] });
    expect(me.body.agent).toMatch(agent);
    expect(me.body).toMatchObject({ ...body.user, locale: "en" });
  });

  test("once, though two come with one phone at the same time", async () => {
    const body = wish();
    const told = await Promise.all([1, 2, 3].map(() => desk.ask("register", { body })));
    expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(told.filter(({ refused }) => refused === "phone-taken")).toHaveLength(2);
  });

  test("for one phone, however it is written", async () => {
    const phone = freePhone();
    await desk.ask("register", { body: wish({ phone }) });
    const written = phone.replace("+254", "+2540");
    const again = await desk.ask("register", { body: wish({ phone: written }) });
    expect(again.refused).toBe("phone-taken");
    const { status } = await desk.ask("login", { body: { phone: written, password: PASSWORD } });
    expect(status).toBe(200);
  });

  test.for([
    ["a phone that no message reaches", { phone: "+254201234567" }, "phone-malformed"],
    ["a password that everybody has", { password: "password123" }, "password-weak"],
    ["a password that is her name", { password: "Achieng2026" }, "password-weak"],
  ] as const)("not with %s", async ([, spoil, code]) => {
    const { refused } = await desk.ask("register", { body: wish(spoil) });
    expect(refused).toBe(code);
  });

  test("also while no message goes out; a code for a new password proves the phone, too", async () => {
    desk.carrier.isDown = true;
    const body = wish();
    const { status, body: opened } = await desk.ask("register", { body });
    desk.carrier.isDown = false;
    expect(status).toBe(201);
    const [line] = await desk.identity.pageAudit({ who: opened.user.id, limit: 1 });
    expect(line?.act).toBe("code.unsent");
    const { phone } = body;
    await desk.ask("forgotPassword", { body: { phone } });
    const code = desk.lastSent(phone, /\d{6}/);
    await desk.ask("resetPassword", { body: { phone, code, password: "karibu tena" } });
    const me = await desk.ask("me", { token: opened.access_token });
    expect(me.body.phoneVerified).toBe(true);
  });

  test("for one after the other behind one address, as a mobile carrier has it", async () => {
    const address = "198.51.100.10";
    for (let i = 0; i < 52; i++) {
      expect((await desk.ask("register", { body: wish(), address })).status).toBe(201);
    }
  });

  test("not for whoever asks of a hundred phones whether they are taken", async () => {
    const [body, address] = [wish(), "198.51.100.9"];
    await desk.ask("register", { body });
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 51; i++)
      codes.push((await desk.ask("register", { body, address })).refused);
    expect(codes.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => "phone-taken"));
    expect(codes[50]).toBe("too-many-attempts");
  });
});

describe("a code by message", () => {
  test("proves the phone once, and a forged one does not", async () => {
    const { token, phone, id } = await desk.enter();
    const code = desk.lastSent(phone, /\d{6}/);
    const forged = code === "000000" ? "000001" : "000000";
    const no = await desk.ask("verifyPhone", { token, body: { code: forged } });
    expect(no).toEqual({ refused: "code-wrong", facts: { triesLeft: 4 } });
    const yes = await desk.ask("verifyPhone", { token, body: { code } });
    expect(yes).toEqual({ status: 204, body: null });
    const again = await desk.ask("verifyPhone", { token, body: { code } });
    expect(again.refused).toBe("phone-already-verified");
    const acts = (await desk.identity.pageAudit({ who: id, limit: 9 })).map(({ act }) => act);
    expect(acts).toEqual(["phone.verified", "session.opened", "user.registered"]);
  });

  test("is guessed at five times, and then not even the right one counts", async () => {
    const { token, phone } = await desk.enter();
    const code = desk.lastSent(phone, /\d{6}/);
    const forged = code === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i++) await desk.ask("verifyPhone", { token, body: { code: forged } });
    const { refused } = await desk.ask("verifyPhone", { token, body: { code } });
    expect(refused).toBe("code-expired");
  });

  test("sets a password, ends every session, and lets in with the new one only", async () => {
    const { phone, refreshToken } = await desk.enter();
    const asked = await desk.ask("forgotPassword", { body: { phone } });
    expect(asked).toEqual({ status: 202, body: null });
    const code = desk.lastSent(phone, /\d{6}/);
    const weak = { phone, code, password: "12345678" };
    expect((await desk.ask("resetPassword", { body: weak })).refused).toBe("password-weak");
    const body = { ...weak, password: "karibu tena" };
    expect(await desk.ask("resetPassword", { body })).toEqual({ status: 204, body: null });
    expect((await desk.ask("resetPassword", { body })).refused).toBe("code-expired");
    const renewed = await desk.ask("refresh", { body: { refresh_token: refreshToken } });
    expect(renewed.refused).toBe("token-invalid");
    const login = (password: string) => desk.ask("login", { body: { phone, password } });
    expect((await login(PASSWORD)).refused).toBe("credentials-wrong");
    expect((await login("karibu tena")).status).toBe(200);
  });

  test("is not sent to a hundred phones at the wish of one address", async () => {
    const address = "198.51.100.11";
    const forget = () => desk.ask("forgotPassword", { body: { phone: freePhone() }, address });
    for (let i = 0; i < 50; i++) expect((await forget()).status).toBe(202);
    expect(await forget()).toEqual({ refused: "too-many-attempts", facts: { retryAfter: 1 } });
  });

  test("is asked for by everybody with the same answer, and a stranger's phone gets none", async () => {
    const count = desk.sent.length;
    const told = await desk.ask("forgotPassword", { body: { phone: freePhone() } });
    expect(told).toEqual({ status: 202, body: null });
    const { phone } = await desk.enter();
    for (let i = 0; i < 9; i++) await desk.ask("forgotPassword", { body: { phone } });
    expect(desk.sent).toHaveLength(count + 2);
  });
});

describe("a refresh token (U49, U185)", () => {
  const refresh = (token: string) => desk.ask("refresh", { body: { refresh_token: token } });

  test("shown twice within a minute gets the same pair, and later ends the session", async () => {
    const { refreshToken, id } = await desk.enter();
    const [one, other] = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(one.status).toBe(200);
    expect(other).toEqual(one);
    desk.clock.now += 59_000;
    const late = await refresh(refreshToken);
    expect(late.body).toEqual({ ...one.body, expires_in: 841 });
    desk.clock.now += 2_000;
    expect((await refresh(refreshToken)).refused).toBe("refresh-token-reused");
    expect((await refresh(one.body.refresh_token)).refused).toBe("token-invalid");
    const [line] = await desk.identity.pageAudit({ who: id, limit: 1 });
    expect(line).toMatchObject({ act: "session.revoked", requestId: expect.any(String) });
    expect(line?.origin).toMatch(/^10\.1\.\d+\.\d+, a phone$/);
  });

  test("ends after seven unused days, and what was never one gets nothing", async () => {
    const { refreshToken } = await desk.enter();
    desk.clock.now += 7 * DAY_MS;
    expect((await refresh(refreshToken)).refused).toBe("token-invalid");
    expect((await refresh("msf_rt_forged_and_long_enough")).refused).toBe("token-invalid");
  });

  test("is worth nothing after its owner went out", async () => {
    const { refreshToken, token } = await desk.enter();
    expect(await desk.ask("logout", { token })).toEqual({ status: 204, body: null });
    expect(await desk.ask("logout", { token })).toEqual({ status: 204, body: null });
    expect((await refresh(refreshToken)).refused).toBe("token-invalid");
  });
});

/** The database takes no text with such a letter, so a line with it cannot be written. */
const UNWRITABLE = "10.0.0.1\u0000";

describe("what cannot be written into the record (U194)", () => {
  test("is not seen", async () => {
    const { token } = await desk.enter();
    const seen = desk.ask("listSessions", { token, address: UNWRITABLE });
    await expect(seen).rejects.toThrow("invalid byte sequence");
    await expect(desk.ask("me", { token, address: UNWRITABLE })).rejects.toThrow("invalid byte");
  });

  test("is not done", async () => {
    const { token } = await desk.enterProved();
    const body = { name: "Rift Haulage" };
    const found = desk.ask("createOrganization", { token, body, address: UNWRITABLE });
    await expect(found).rejects.toThrow("invalid byte sequence");
    const out = desk.ask("logout", { token, address: UNWRITABLE });
    await expect(out).rejects.toThrow("invalid byte sequence");
    expect((await desk.ask("me", { token })).body.organizations).toEqual([]);
    expect((await desk.ask("listSessions", { token })).body.items).toHaveLength(1);
  });
});

describe("a second factor", () => {
  test("is set up after the password was shown, asked for from then on, and turned off", async () => {
    const { token, phone } = await desk.enter();
    const enrolled = await desk.ask("enrollMfa", { token });
    expect(enrolled.status).toBe(200);
    const secret = fromBase32(enrolled.body.secret);
    const code = () => totpCode(secret, totpStep(desk.clock.now));
    const on = await desk.ask("confirmMfa", { token, body: { code: code() } });
    expect(on).toEqual({ status: 200, body: { mfa: true } });
    expect((await desk.ask("enrollMfa", { token })).refused).toBe("mfa-already-on");
    const login = (otp?: string) => {
      const body = { phone, password: PASSWORD, ...(otp !== undefined && { otp }) };
      return desk.ask("login", { body });
    };
    expect((await login()).refused).toBe("mfa-required");
    expect((await login(code())).refused).toBe("mfa-wrong");
    desk.clock.now += MINUTE_MS;
    const came = await login(code());
    expect(came.status).toBe(200);
    const off = await desk.ask("removeMfa", { token: came.body.access_token });
    expect(off).toEqual({ status: 200, body: { mfa: false } });
    const again = await desk.ask("removeMfa", { token: came.body.access_token });
    expect(again.refused).toBe("mfa-not-on");
  });

  test.for(["enrollMfa", "removeMfa"] as const)(
    "%s needs a password shown within five minutes",
    async (name) => {
      const { token } = await desk.enter();
      desk.clock.now += 5 * MINUTE_MS + 1_000;
      const stale = await desk.ask(name, { token });
      expect(stale).toEqual({ refused: "login-not-fresh", facts: { minutes: 5 } });
    },
  );

  test("is not confirmed by a renewed session's guesses without end", async () => {
    const { token } = await desk.enter();
    const none = await desk.ask("confirmMfa", { token, body: { code: "000000" } });
    expect(none.refused).toBe("mfa-not-on");
    await desk.ask("enrollMfa", { token });
    const guess = () => desk.ask("confirmMfa", { token, body: { code: "000000" } });
    const codes = [await guess(), await guess(), await guess()].map(({ refused }) => refused);
    expect(codes).toEqual(["mfa-wrong", "mfa-wrong", "too-many-attempts"]);
  });
});

describe("sessions", () => {
  test("are listed in pages, and one is ended by its owner and nobody else", async () => {
    const [{ token, phone }, stranger] = [await desk.enter(), await desk.enter()];
    for (let i = 0; i < 2; i++) await desk.ask("login", { body: { phone, password: PASSWORD } });
    const first = await desk.ask("listSessions", { token, query: { limit: "2" } });
    const query = { limit: "2", cursor: first.body.nextCursor };
    const second = await desk.ask("listSessions", { token, query });
    const all = [...first.body.items, ...second.body.items];
    expect(all.map(({ current }) => current)).toEqual([false, false, true]);
    expect(second.body.nextCursor).toBeNull();
    const params = { id: all[0].id };
    const theft = await desk.ask("endSession", { token: stranger.token, params });
    expect(theft.refused).toBe("session-not-found");
    expect((await desk.ask("endSession", { token, params })).status).toBe(204);
    expect((await desk.ask("endSession", { token, params })).refused).toBe("session-not-found");
    const left = await desk.ask("listSessions", { token });
    expect(left.body.items).toHaveLength(2);
    const odd = Buffer.from("usr_1' OR 1=1").toString("base64url");
    const forged = await desk.ask("listSessions", { token, query: { cursor: odd } });
    expect(forged.refused).toBe("cursor-unknown");
  });
});

describe("whoever was shut out", () => {
  test("by suspension does nothing more, though the access token still lives", async () => {
    const { id, token, phone } = await desk.enterProved();
    await desk.identity.suspendUser({ user: id, now: desk.clock.now });
    const body = { name: "Rift Haulage" };
    const told = await Promise.all([
      desk.ask("me", { token }),
      desk.ask("createOrganization", { token, body }),
      desk.ask("enrollMfa", { token }),
      desk.ask("login", { body: { phone, password: PASSWORD } }),
    ]);
    expect(told.map(({ refused }) => refused)).toEqual(
      Array.from({ length: 4 }, () => "account-suspended"),
    );
  });

  test("by erasure is nobody, and the phone is free for the next", async () => {
    const { id, token, phone, refreshToken } = await desk.enterProved();
    await desk.identity.eraseUser({ user: id, now: desk.clock.now });
    expect((await desk.ask("me", { token })).refused).toBe("token-invalid");
    const renewed = await desk.ask("refresh", { body: { refresh_token: refreshToken } });
    expect(renewed.refused).toBe("token-invalid");
    const login = await desk.ask("login", { body: { phone, password: PASSWORD } });
    expect(login.refused).toBe("credentials-wrong");
    expect((await desk.ask("register", { body: wish({ phone }) })).status).toBe(201);
  });
});

/** The secret as an authenticator reads it. */
function fromBase32(text: string): Uint8Array {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
