import { isRefusal, refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("rotateRefresh", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  /** Shows a token; what it becomes is told from the token and the try. */
  async function show(token: string, { now = MORNING, as = `${token}+` } = {}) {
    return await registry.identity.rotateRefresh({
      tokenHash: token,
      successor: { hash: as, expiresAt: now + 7 * DAY_MS },
      sealed: `pair of ${as}`,
      now,
    });
  }

  async function openOne(days = 7) {
    const driver = await registry.enter();
    return { driver, ...(await registry.logIn(driver, { days })) };
  }

  test("gives the next token for the one that is out, time and again (U49)", async () => {
    const { token } = await openOne();
    expect(await show(token)).toEqual({ outcome: "rotated" });
    expect(await show(`${token}+`, { now: MORNING + DAY_MS })).toEqual({ outcome: "rotated" });
  });

  test("gives the same pair once more to whoever lost the answer, for a minute", async () => {
    const { token } = await openOne();
    await show(token, { as: `${token}-first` });
    const again = await show(token, { now: MORNING + MINUTE_MS, as: `${token}-second` });
    expect(again).toEqual({ outcome: "repeated", sealed: `pair of ${token}-first` });
    expect(await show(`${token}-second`)).toEqual(refuse("token-invalid", { why: "unknown" }));
    expect(await show(`${token}-first`)).toEqual({ outcome: "rotated" });
  });

  test("ends the session when a token is shown again later: somebody has a copy", async () => {
    const { token, family, driver } = await openOne();
    await show(token);
    const late = await show(token, { now: MORNING + MINUTE_MS + 1, as: `${token}-thief` });
    expect(late).toEqual(refuse("refresh-token-reused", { family, user: driver.id }));
    const honest = await show(`${token}+`, { now: MORNING + 2 * MINUTE_MS });
    expect(honest).toEqual(refuse("token-invalid", { why: "reuse" }));
  });

  test("of many who show one token at once one is exchanged, and all get its pair", async () => {
    const { token, family } = await openOne();
    const lock = "SELECT id FROM refresh_families WHERE id = $1 FOR UPDATE";
    const held = await registry.hold(lock, [family]);
    const tries = Array.from({ length: 8 }, (_, i) => show(token, { as: `${token}-${i}` }));
    await held.letGoWhen(tries.length);
    const answers = await Promise.all(tries);
    const won = answers.findIndex((answer) => !isRefusal(answer) && answer.outcome === "rotated");
    const pair = { outcome: "repeated", sealed: `pair of ${token}-${won}` };
    expect(answers.toSpliced(won, 1)).toEqual(Array.from({ length: 7 }, () => pair));
    const rows = await registry.ask("SELECT hash FROM refresh_tokens WHERE family = $1", [family]);
    expect(rows).toHaveLength(2);
  });

  test("keeps no pair longer than it may be asked for", async () => {
    const { token, family } = await openOne();
    await show(token);
    await show(`${token}+`, { now: MORNING + 2 * MINUTE_MS });
    const rows = await registry.ask(
      "SELECT serial FROM refresh_tokens WHERE family = $1 AND sealed IS NOT NULL",
      [family],
    );
    expect(rows).toEqual([{ serial: 1 }]);
  });

  test("refuses a token after seven days, and one that never was (U185)", async () => {
    const { token } = await openOne();
    expect(await show(token, { now: MORNING + 7 * DAY_MS })).toEqual(
      refuse("token-invalid", { why: "expired" }),
    );
    expect(await show("a guess")).toEqual(refuse("token-invalid", { why: "unknown" }));
  });

  test("does not carry a session beyond its end, however often it was renewed", async () => {
    const { token } = await openOne(365);
    const answer = await show(token, { now: MORNING + 90 * DAY_MS });
    expect(answer).toEqual(refuse("token-invalid", { why: "expired" }));
  });

  test("refuses the token of a session that its owner has ended", async () => {
    const { token, family, driver } = await openOne();
    const ended = { user: driver.id, family, why: "logout", now: MORNING } as const;
    expect(await registry.identity.revokeFamily(ended)).toBe(true);
    expect(await show(token)).toEqual(refuse("token-invalid", { why: "logout" }));
    expect(await registry.identity.revokeFamily(ended)).toBe(false);
  });

  test("ends nobody else's session", async () => {
    const { token, family } = await openOne();
    const other = await registry.enter();
    const theft = { user: other.id, family, why: "logout", now: MORNING } as const;
    expect(await registry.identity.revokeFamily(theft)).toBe(false);
    expect(await show(token)).toEqual({ outcome: "rotated" });
  });

  describe("for whoever founded an organization meanwhile", () => {
    async function found() {
      const { driver: founder, token, family } = await openOne();
      const id = registry.mint("org");
      const founded = { id, name: "Simba Haulage", founder: founder.id, now: MORNING };
      await registry.identity.foundOrganization(founded);
      const joining = {
        successor: { hash: `${token}+`, expiresAt: MORNING + DAY_MS },
        now: MORNING,
      };
      const exchange = { tokenHash: token, sealed: "pair", joins: id, ...joining };
      return { founder, token, family, id, exchange };
    }

    test("has the session speak for it, and says so once", async () => {
      const { token, id, exchange } = await found();
      const owns = { organization: id, memberRole: "owner" };
      expect(await registry.identity.findSession(token)).toMatchObject({ ...owns, joins: id });
      expect(await registry.identity.rotateRefresh(exchange)).toEqual({ outcome: "rotated" });
      const after = await registry.identity.findSession(exchange.successor.hash);
      expect(after).toMatchObject(owns);
      expect(after).not.toHaveProperty("joins");
    });

    test("ends the session with the place in it", async () => {
      const { founder, id, exchange, family } = await found();
      await registry.identity.rotateRefresh(exchange);
      const other = await registry.enter();
      await registry.ask(
        "INSERT INTO members (organization, user_id, role, joined_at) VALUES ($1, $2, 'owner', now())",
        [id, other.id],
      );
      const leaving = { organization: id, user: founder.id, now: MORNING };
      const left = await registry.identity.removeMember(leaving);
      expect(left).toEqual({ removed: founder.id, sessionsEnded: [family] });
    });

    test("gives nothing to whoever is removed before it comes to that", async () => {
      const { id, exchange } = await found();
      await registry.ask("DELETE FROM members WHERE organization = $1", [id]);
      const refused = refuse("token-invalid", { why: "removed" });
      expect(await registry.identity.rotateRefresh(exchange)).toEqual(refused);
    });
  });
});
