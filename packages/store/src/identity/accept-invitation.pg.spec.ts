import { isRefusal, refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewUser } from "./register-user.ts";
import { DAY_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";
import type { MemberRole } from "./tables.ts";

describe("an organization", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  /** A fleet with its owner, and somebody who may be invited. */
  async function found() {
    const [owner, guest] = [await registry.enter(), await registry.enter()];
    const organization = registry.mint("org");
    const fleet = { id: organization, name: "Rift Haulage", founder: owner.id, now: MORNING };
    await registry.identity.foundOrganization(fleet);
    const tokenHash = registry.mint("tok");
    const invite = async (spoil: { tokenHash?: string; phone?: string; role?: MemberRole } = {}) =>
      await registry.identity.invite({
        id: registry.mint("ivt"),
        organization,
        phone: guest.phone,
        role: "driver",
        tokenHash,
        by: { user: owner.id, role: "owner" },
        now: MORNING,
        ...spoil,
      });
    const accept = async (
      { id }: NewUser = guest,
      { now = MORNING, hash = tokenHash }: { now?: number; hash?: string } = {},
    ) => await registry.identity.acceptInvitation({ tokenHash: hash, user: id, now });
    return { owner, guest, organization, tokenHash, invite, accept };
  }

  test("takes whoever was invited in, and both see it", async () => {
    const { owner, guest, organization, invite, accept } = await found();
    await invite();
    expect(await accept()).toEqual({ organization, role: "driver" });
    const members = await registry.identity.listMembers({ organization, limit: 50 });
    const seen = members.map(({ user, role, name }) => [user, role, name]);
    expect(seen).toEqual([
      [owner.id, "owner", "Achieng"],
      [guest.id, "driver", "Achieng"],
    ]);
    const [first] = await registry.identity.listMembers({ organization, limit: 1 });
    const rest = { organization, after: first!.user, limit: 50 };
    expect(await registry.identity.listMembers(rest)).toEqual(members.slice(1));
    const mine = await registry.identity.listMemberships({ user: guest.id, limit: 50 });
    const times = { createdAt: MORNING, joinedAt: MORNING };
    expect(mine).toEqual([{ organization, name: "Rift Haulage", role: "driver", ...times }]);
  });

  test("gives a place once, however often it is taken at the same time", async () => {
    const { invite, accept, organization } = await found();
    await invite();
    const answers = await Promise.all([accept(), accept(), accept(), accept()]);
    expect(answers.filter((answer) => !isRefusal(answer))).toEqual([
      { organization, role: "driver" },
    ]);
    expect(answers.filter(isRefusal)).toEqual([1, 2, 3].map(() => refuse("already-member")));
  });

  test("does not take in whoever only found the token", async () => {
    const { owner, invite, accept } = await found();
    const thief = await registry.enter();
    await invite();
    expect(await accept(thief)).toEqual(refuse("invitation-not-found"));
    expect(await accept(owner)).toEqual(refuse("invitation-not-found"));
  });

  test("does not take in whoever has not proved the phone", async () => {
    const { invite, accept } = await found();
    const guest = registry.driver();
    await registry.identity.registerUser(guest);
    await invite({ phone: guest.phone });
    expect(await accept(guest)).toEqual(refuse("phone-not-verified"));
  });

  test("offers a place for a week", async () => {
    const { guest, invite, accept } = await found();
    await invite();
    const late = await accept(guest, { now: MORNING + 7 * DAY_MS });
    expect(late).toEqual(refuse("invitation-expired"));
    const kept = async () =>
      await registry.ask("SELECT 1 FROM invitations WHERE phone = $1", [guest.phone]);
    await registry.identity.tidyIdentity(MORNING + 37 * DAY_MS);
    expect(await kept()).toHaveLength(1);
    await registry.identity.tidyIdentity(MORNING + 38 * DAY_MS);
    expect(await kept()).toHaveLength(0);
  });

  test("has one offer out for a phone: the next replaces it, with its token and role", async () => {
    const { guest, organization, invite, accept, tokenHash } = await found();
    const hashes = ["a", "b", "c"].map((letter) => `${tokenHash}${letter}`);
    const answers = await Promise.all(
      hashes.map((hash) => invite({ tokenHash: hash, role: "dispatcher" })),
    );
    const ids = answers.map((answer) => (isRefusal(answer) ? "" : answer.id));
    expect(new Set(ids).size).toBe(1);
    const wish = { organization, limit: 50, now: MORNING };
    const out = await registry.identity.listInvitations(wish);
    expect(out).toMatchObject([{ phone: guest.phone, role: "dispatcher" }]);
    const taken = await Promise.all(hashes.map((hash) => accept(guest, { hash })));
    expect(taken.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect(await registry.identity.listInvitations(wish)).toEqual([]);
  });

  test("takes an offer back, and nobody else can", async () => {
    const { organization, invite, accept } = await found();
    const offered = await invite();
    const id = isRefusal(offered) ? "ivt_none" : offered.id;
    const stranger = { organization: registry.mint("org"), id, now: MORNING };
    expect(await registry.identity.withdrawInvitation(stranger)).toBe(false);
    const wish = { organization, id, now: MORNING };
    expect(await registry.identity.withdrawInvitation(wish)).toBe(true);
    expect(await accept()).toEqual(refuse("invitation-not-found"));
    expect(await registry.identity.withdrawInvitation(wish)).toBe(false);
  });

  test("gives no place that is taken back while it is accepted", async () => {
    const { organization, invite, accept } = await found();
    await invite();
    const withdrawal = "UPDATE invitations SET withdrawn_at = now() WHERE organization = $1";
    const held = await registry.hold(withdrawal, [organization]);
    const accepted = accept();
    await held.letGoWhen(1);
    expect(await accepted).toEqual(refuse("invitation-not-found"));
    expect(await registry.identity.listMembers({ organization, limit: 50 })).toHaveLength(1);
  });

  test("invites nobody in the name of one who left, or who belongs already", async () => {
    const { owner, guest, organization, invite, accept } = await found();
    await invite();
    await accept();
    expect(await invite()).toEqual(refuse("already-member"));
    await registry.ask("DELETE FROM members WHERE user_id = $1", [owner.id]);
    await registry.identity.removeMember({ organization, user: guest.id, now: MORNING });
    expect(await invite()).toEqual(refuse("organization-not-found"));
  });

  test("keeps its last owner, also when both leave at once", async () => {
    const { owner, guest, organization, invite, accept } = await found();
    await invite({ role: "owner" });
    await accept();
    const leave = (user: NewUser) =>
      registry.identity.removeMember({ organization, user: user.id, now: MORNING });
    const answers = await Promise.all([leave(owner), leave(guest)]);
    expect(answers.filter(isRefusal)).toEqual([refuse("last-owner")]);
    expect(await registry.identity.listMembers({ organization, limit: 50 })).toHaveLength(1);
  });
});
