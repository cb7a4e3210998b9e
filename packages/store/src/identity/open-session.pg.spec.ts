import { assert, isRefusal, refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("a session", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  async function tryToOpen(user: { readonly id: `usr_${string}` }, spoil = {}) {
    return await registry.identity.openSession({
      family: registry.mint("fam"),
      user: user.id,
      token: { hash: registry.mint("tok"), expiresAt: MORNING + DAY_MS },
      endsAt: MORNING + DAY_MS,
      passwordHash: "$argon2id$a",
      now: MORNING,
      ...spoil,
    });
  }

  async function liveOf(user: `usr_${string}`, now = MORNING) {
    return await registry.identity.listSessions({ user, limit: 50, now });
  }

  test("speaks for its user, and for the organization for as long as they belong to it", async () => {
    const user = await registry.enter();
    const organization = registry.mint("org");
    const fleet = { id: organization, name: "Rift Haulage", founder: user.id, now: MORNING };
    await registry.identity.foundOrganization(fleet);
    const hash = registry.mint("tok");
    const token = { hash, expiresAt: MORNING + DAY_MS };
    const opened = await tryToOpen(user, { organization, token });
    assert(!isRefusal(opened), "she may come in");
    const found = await registry.identity.findSession(hash);
    const { id, role, agent } = user;
    const claims = {
      family: opened.family,
      user: id,
      role,
      agent,
      openedAt: MORNING,
      endsAt: MORNING + DAY_MS,
    };
    expect(found).toEqual({ ...claims, organization, memberRole: "owner" });
    await registry.ask("DELETE FROM members WHERE user_id = $1", [id]);
    const after = await registry.identity.findSession(hash);
    expect(after).toEqual({ ...claims, organization: null, memberRole: null });
  });

  test("is not opened for an organization that the user does not belong to", async () => {
    const user = await registry.enter();
    const answer = await tryToOpen(user, { organization: registry.mint("org") });
    expect(answer).toEqual(refuse("organization-not-found"));
  });

  test("is not opened by a password that was changed while it was looked at", async () => {
    const user = await registry.enter();
    const { family } = await registry.logIn(user);
    const change = {
      user: user.id,
      from: user.passwordHash,
      to: "new",
      keep: family,
      now: MORNING,
    };
    await registry.identity.changePassword(change);
    expect(await tryToOpen(user)).toEqual(refuse("credentials-wrong"));
    expect(await liveOf(user.id)).toHaveLength(1);
  });

  test("ends with all others when the account is suspended, and none is opened", async () => {
    const user = await registry.enter();
    await registry.logIn(user);
    await registry.identity.suspendUser({ user: user.id, now: MORNING });
    expect(await liveOf(user.id)).toEqual([]);
    expect(await tryToOpen(user)).toEqual(refuse("account-suspended"));
    await registry.identity.suspendUser({ user: user.id, now: MORNING, lift: true });
    expect(isRefusal(await tryToOpen(user))).toBe(false);
  });

  test("never slips past a suspension that comes at the same time", async () => {
    const users = await Promise.all(Array.from({ length: 8 }, () => registry.enter()));
    await Promise.all(
      users.flatMap((user) => [
        tryToOpen(user),
        registry.identity.suspendUser({ user: user.id, now: MORNING }),
      ]),
    );
    const live = await Promise.all(users.map(({ id }) => liveOf(id)));
    expect(live.flat()).toEqual([]);
  });

  test("beyond twenty ends the one that was used longest ago, also when many open at once", async () => {
    const user = await registry.enter();
    const first = await registry.logIn(user, { now: MORNING - 1 });
    await Promise.all(Array.from({ length: 24 }, () => registry.logIn(user)));
    const live = await liveOf(user.id);
    expect(live).toHaveLength(20);
    expect(live.map(({ family }) => family)).not.toContain(first.family);
  });

  test("is listed to its owner page by page, newest first, until it ends", async () => {
    const user = await registry.enter();
    const opened: string[] = [];
    for (let i = 0; i < 3; i++) opened.push((await registry.logIn(user)).family);
    const wish = { user: user.id, limit: 2, now: MORNING };
    const page = await registry.identity.listSessions(wish);
    const rest = await registry.identity.listSessions({ ...wish, before: page[1]!.family });
    expect([...page, ...rest].map(({ family }) => family)).toEqual(opened.toSorted().toReversed());
    expect(page[0]).toMatchObject({ device: "a phone", address: "41.90.0.1", openedAt: MORNING });
    expect(await liveOf(user.id, MORNING + 90 * DAY_MS)).toEqual([]);
  });

  test("leaves nothing behind once it is long over", async () => {
    const user = await registry.enter();
    const { family } = await registry.logIn(user);
    const count = async () =>
      await registry.ask("SELECT 1 FROM refresh_families WHERE id = $1", [family]);
    await registry.identity.tidyIdentity(MORNING + 100 * DAY_MS);
    expect(await count()).toHaveLength(1);
    await registry.identity.tidyIdentity(MORNING + 121 * DAY_MS);
    expect(await count()).toHaveLength(0);
  });
});
