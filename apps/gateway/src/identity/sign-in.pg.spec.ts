import { openTestDatabase } from "@msafara/dev";
import { assert, isRefusal, realWorld, refuse } from "@msafara/kernel";
import { type Identity, openIdentity, openPasswords, strongLuck } from "@msafara/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyAccessToken } from "./access-token.ts";
import { confirmTotp, enrollTotp } from "./enroll-totp.ts";
import { type KeyRing, refreshKeyRing } from "./key-ring.ts";
import { openChores } from "./open-chores.ts";
import type { Caller, Reception } from "./reception.ts";
import type { TokenPair } from "./refresh-token.ts";
import { type Registration, register } from "./register.ts";
import { renewSession } from "./renew-session.ts";
import { resetForgotten, sendResetCode } from "./reset-forgotten.ts";
import { sealingFor, unseal } from "./sealing.ts";
import { type Credentials, signIn } from "./sign-in.ts";
import { type Message, printSms } from "./sms.ts";
import { totpCode, totpStep } from "./totp.ts";
import { hashCode } from "./verification-code.ts";

const MORNING = Date.UTC(2026, 10, 20, 6);
const MINUTE_MS = 60_000;
const MASTER = Buffer.alloc(32, 7);
const PASSWORD = "safari njema";
const luck = strongLuck();
const { mint } = realWorld();

/** Next to nothing: these journeys are about who comes in, not about how long a hash takes. */
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const DEARER = { ...CHEAP, passes: 2 };

describe("at the door", () => {
  let identity: Identity & { readonly close: () => Promise<void> };
  let close: () => Promise<void>;
  let now = MORNING;
  const sent: Message[] = [];

  beforeAll(async () => {
    const database = await openTestDatabase();
    identity = openIdentity({ connectionString: database.url, connectionsMax: 8 });
    close = database.close;
  });
  afterAll(async () => {
    await identity.close();
    await close();
  });

  /** A gateway with a ring of its own; all share the database. */
  async function openGateway(cost = CHEAP): Promise<Reception> {
    const ring: KeyRing = await refreshKeyRing(identity, { masterKey: MASTER, luck, now });
    return {
      identity,
      passwords: openPasswords(luck, cost),
      ring: () => ring,
      sms: { ...printSms(() => undefined), send: async (message) => void sent.push(message) },
      luck,
      masterKey: MASTER,
      revocations: { tell: (ended) => void told.push(...ended) },
      chores,
      agents: {
        ask: async () => ({ status: "unavailable", code: "no-owner", retryAfterMs: 1_000 }),
      },
      world: { now: () => now, mint },
    };
  }

  const told: string[] = [];
  const troubles: unknown[] = [];
  const chores = openChores((error) => troubles.push(error));
  let people = 0;
  const caller = (): Caller => {
    people += 1;
    return {
      address: `10.0.${people >> 8}.${people & 255}`,
      device: "a phone",
      requestId: "req_1",
    };
  };

  /** A driver with an account, and the gateway that she came in by. */
  async function enter(spoil: Partial<Registration> = {}) {
    now = MORNING;
    const gateway = await openGateway();
    const phone = `+2547${String((people += 1)).padStart(8, "0")}`;
    const wish = { role: "driver", name: "Achieng", locale: "sw", password: PASSWORD } as const;
    const registered = await register(gateway, { ...wish, phone, ...spoil }, caller());
    assert(!isRefusal(registered), "her phone is hers alone");
    const come = (credentials: Partial<Credentials> = {}, at = gateway) =>
      signIn(at, { phone, password: PASSWORD, ...credentials }, caller());
    return { gateway, phone, come, ...registered };
  }

  function codeFor(phone: string): string {
    return /\d{6}/.exec(sent.findLast(({ to }) => to === phone)?.text ?? "")?.[0] ?? "none";
  }

  function paired(answer: object): TokenPair {
    assert("refreshToken" in answer, `expected a pair, found ${JSON.stringify(answer)}`);
    return answer as TokenPair;
  }

  test("whoever registers gets an agent, a session and a code that proves the phone", async () => {
    const { gateway, user, pair, phone } = await enter();
    const keyOf = (kid: string) => gateway.ring().keyOf(kid, now);
    const claims = verifyAccessToken(pair.accessToken, { keyOf, now });
    expect(claims).toMatchObject({ sub: user.id, role: "driver", agent: user.agent, org: null });
    expect(user.agent).toMatch(/^drv_/);
    const wish = { user: user.id, purpose: "phone", code: codeFor(phone) } as const;
    const codeHash = hashCode(MASTER, wish);
    const proved = await identity.verifyPhone({ user: user.id, codeHash, now });
    expect(proved).toEqual({ verifiedAt: now });
  });

  test("phone and password let somebody in, whichever gateway asks (U48)", async () => {
    const { come } = await enter();
    const other = await openGateway();
    const { accessToken } = paired(await come());
    const keyOf = (kid: string) => other.ring().keyOf(kid, now);
    expect(verifyAccessToken(accessToken, { keyOf, now })).toMatchObject({ role: "driver" });
  });

  test("somebody speaks for where they belong, and for themselves if that ended meanwhile", async () => {
    const { come, user, gateway } = await enter();
    const fleet = { id: mint("org"), name: "Rift Haulage", founder: user.id, now };
    await identity.foundOrganization(fleet);
    const findUserByPhone: Identity["findUserByPhone"] = async (phone) => {
      const known = await identity.findUserByPhone(phone);
      const membership = { organization: mint("org"), role: "driver" } as const;
      return known && { ...known, membership };
    };
    const late = { ...gateway, identity: { ...identity, findUserByPhone } };
    const keyOf = (kid: string) => gateway.ring().keyOf(kid, now);
    const claims = [await come(), await come({}, late)].map((answer) =>
      verifyAccessToken(paired(answer).accessToken, { keyOf, now }),
    );
    expect(claims).toMatchObject([
      { org: fleet.id, orgRole: "owner" },
      { org: null, orgRole: null },
    ]);
    const lines = await identity.pageAudit({ who: user.id, limit: 9 });
    expect(lines.filter(({ act }) => act === "session.opened")).toHaveLength(3);
  });

  test("a wrong password and a phone without an account get the same answer", async () => {
    const { come } = await enter();
    expect(await come({ password: "safari mbaya" })).toEqual(refuse("credentials-wrong"));
    expect(await come({ phone: "+254799999999" })).toEqual(refuse("credentials-wrong"));
  });

  test("after three wrong passwords the right one has to wait, then makes all well again", async () => {
    const { come } = await enter();
    for (let i = 0; i < 3; i++) await come({ password: `guess ${i}` });
    expect(await come()).toEqual(refuse("too-many-attempts", { retryAfter: 5 }));
    now += 5_000;
    paired(await come());
    expect(await come({ password: "a slip" })).toEqual(refuse("credentials-wrong"));
    paired(await come());
  });

  test("of twenty guesses at once three are looked at", async () => {
    const { come } = await enter();
    const guesses = Array.from({ length: 20 }, (_, i) => come({ password: `guess ${i}` }));
    const codes = (await Promise.all(guesses)).map((answer) =>
      isRefusal(answer) ? answer.refused : "in",
    );
    expect(codes.filter((code) => code === "credentials-wrong")).toHaveLength(3);
    expect(codes.filter((code) => code === "too-many-attempts")).toHaveLength(17);
  });

  test("a hash from cheaper days is made anew when its owner comes in", async () => {
    const { come, phone, user } = await enter();
    const before = (await identity.findUserByPhone(phone))?.passwordHash;
    paired(await come({}, await openGateway(DEARER)));
    const after = await identity.findUserByPhone(phone);
    expect([before, after?.passwordHash].map((hash) => hash?.includes("t=2"))).toEqual([
      false,
      true,
    ]);
    expect(after?.id).toBe(user.id);
    paired(await come({}, await openGateway(DEARER)));
  });

  test("a second factor is asked for once it is on, and none of its codes is taken twice", async () => {
    const { gateway, come, user, phone } = await enter();
    await enrollTotp(gateway, { user: user.id, phone });
    paired(await come());
    const factor = await identity.findSecondFactor(user.id);
    const text = unseal(sealingFor(MASTER, "second factor"), factor!.secret);
    const code = () => totpCode(Buffer.from(text, "base64url"), totpStep(now));
    expect(await confirmTotp(gateway, { user: user.id, code: "000000" })).toEqual(
      refuse("mfa-wrong"),
    );
    await confirmTotp(gateway, { user: user.id, code: code() });
    expect(await come()).toEqual(refuse("mfa-required"));
    expect(await come({ otp: code() })).toEqual(refuse("mfa-wrong"));
    now += MINUTE_MS;
    const answers = await Promise.all([come({ otp: code() }), come({ otp: code() })]);
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    const again = await enrollTotp(gateway, { user: user.id, phone });
    expect(again).toEqual(refuse("mfa-already-on"));
  });

  test("two gateways that get one token at once give one pair, to the letter (U49)", async () => {
    const { gateway, pair } = await enter();
    const other = await openGateway();
    now += 10 * MINUTE_MS;
    const doors = [gateway, other, gateway, other, gateway, other];
    const renew = (door: Reception) => renewSession(door, pair.refreshToken, caller());
    const answers = await Promise.all(doors.map(renew));
    expect(new Set(answers.map((answer) => JSON.stringify(paired(answer)))).size).toBe(1);
    now += MINUTE_MS;
    expect(await renew(other)).toEqual(answers[0]);
    const next = paired(answers[0]!);
    paired(await renewSession(gateway, next.refreshToken, caller()));
  });

  test("a token that is shown again later ends the session, and the record says so", async () => {
    const { gateway, pair, user } = await enter();
    const next = paired(await renewSession(gateway, pair.refreshToken, caller()));
    now += 2 * MINUTE_MS;
    const thief = { address: "198.51.100.7", requestId: "req_thief" };
    const stolen = await renewSession(gateway, pair.refreshToken, thief);
    expect(stolen).toEqual(refuse("refresh-token-reused"));
    const honest = await renewSession(gateway, next.refreshToken, caller());
    expect(honest).toEqual(refuse("token-invalid"));
    const [line] = await identity.pageAudit({ who: user.id, limit: 1 });
    expect(line).toMatchObject({ act: "session.revoked", origin: thief.address });
    expect(line).toMatchObject({ requestId: "req_thief" });
  });

  test("what is no refresh token of ours gets nothing", async () => {
    const { gateway, pair } = await enter();
    for (const token of ["", "msf_rt_", pair.accessToken, `${pair.refreshToken}x`]) {
      expect(await renewSession(gateway, token, caller())).toEqual(refuse("token-invalid"));
    }
  });

  test("whoever forgot the password sets another by message, and all sessions end", async () => {
    const { gateway, come, phone, pair } = await enter();
    for (let i = 0; i < 3; i++) await come({ password: `guess ${i}` });
    await sendResetCode(gateway, phone, caller());
    await chores.drained();
    const wish = { phone, code: codeFor(phone), password: "karibu tena" };
    const wrong = { ...wish, code: wish.code === "000000" ? "000001" : "000000" };
    expect(await resetForgotten(gateway, wrong, caller())).toEqual(
      refuse("code-wrong", { triesLeft: 4 }),
    );
    expect(await resetForgotten(gateway, wish, caller())).toEqual({
      sessionsEnded: [expect.stringMatching(/^fam_/)],
    });
    const renewed = await renewSession(gateway, pair.refreshToken, caller());
    expect(renewed).toEqual(refuse("token-invalid"));
    expect(await come()).toEqual(refuse("credentials-wrong"));
    paired(await come({ password: "karibu tena" }));
  });

  test("nobody learns from a forgotten password whether a phone has an account", async () => {
    const { gateway } = await enter();
    const count = sent.length;
    await sendResetCode(gateway, "+254799999998", caller());
    await chores.drained();
    expect(sent).toHaveLength(count);
    const wish = { phone: "+254799999998", code: "123456", password: PASSWORD };
    const none = refuse("code-expired", { why: "none is out" });
    expect(await resetForgotten(gateway, wish, caller())).toEqual(none);
    const { phone } = await enter();
    expect(await resetForgotten(gateway, { ...wish, phone }, caller())).toEqual(none);
  });

  test("whoever is suspended stays outside, and learns it only with the right password", async () => {
    const { gateway, come, user, pair } = await enter();
    await identity.suspendUser({ user: user.id, now });
    expect(await come({ password: "a guess" })).toEqual(refuse("credentials-wrong"));
    expect(await come()).toEqual(refuse("account-suspended"));
    const renewed = await renewSession(gateway, pair.refreshToken, caller());
    expect(renewed).toEqual(refuse("token-invalid"));
  });
});
