import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  DAY_MS,
  type FrontDesk,
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

const NAME = "Rift Haulage";

/** An owner with an organization. */
async function fleet() {
  const owner = await desk.enterProved();
  const { body } = await desk.ask("createOrganization", {
    token: owner.token,
    body: { name: NAME },
  });
  return { owner, organization: body.id as string, params: { id: body.id as string } };
}

type Fleet = Awaited<ReturnType<typeof fleet>>;

/** Asks somebody in, as the owner unless told. */
function invite({ owner, params }: Fleet, phone: string, spoil: object = {}) {
  const body = { phone, role: "driver" };
  return desk.ask("invite", { token: owner.token, params, body, ...spoil });
}

/** What came by message. */
const tokenFor = (phone: string) => desk.lastSent(phone, /msf_inv_[\w-]+/);

const organizationsOf = async (token: string) =>
  (await desk.ask("me", { token })).body.organizations as readonly { readonly name: string }[];

describe("an organization", () => {
  test("is founded by whoever has proved a phone, who then owns it", async () => {
    const { token } = await desk.enter();
    const early = await desk.ask("createOrganization", { token, body: { name: NAME } });
    expect(early.refused).toBe("phone-not-verified");
    const { owner, organization, params } = await fleet();
    const told = await desk.ask("readOrganization", { token: owner.token, params });
    expect(told.body).toMatchObject({ id: organization, name: NAME });
    const mine = [{ id: organization, name: NAME, role: "owner" }];
    expect(await organizationsOf(owner.token)).toEqual(mine);
  });

  test("is founded once under one key, and its key is good for nothing else", async () => {
    const { token } = await desk.enterProved();
    const found = (name: string) =>
      desk.ask("createOrganization", { token, body: { name }, key: "k1" });
    const told = await Promise.all([found(NAME), found(NAME), found(NAME)]);
    expect(new Set(told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(told.filter(({ repeated }) => repeated === true)).toHaveLength(2);
    expect(await found("Another")).toEqual({ keyReused: true });
    expect(await organizationsOf(token)).toHaveLength(1);
  });

  test("is rehearsed as it would be answered, and then there is none", async () => {
    const { token, id } = await desk.enterProved();
    const wish = { token, body: { name: NAME }, key: "k1", dryRun: true };
    const { rehearsed } = await desk.ask("createOrganization", wish);
    expect(rehearsed).toMatchObject({ name: NAME, id: expect.stringMatching(/^org_/) });
    expect(await organizationsOf(token)).toEqual([]);
    const acts = (await desk.identity.pageAudit({ who: id, limit: 50 })).map(({ act }) => act);
    expect(acts).not.toContain("organization.founded");
    const meant = await desk.ask("createOrganization", { ...wish, dryRun: false });
    expect(meant.status).toBe(201);
  });

  test("is not there for a stranger, to read, to invite or to list; an operator may look", async () => {
    const { params } = await fleet();
    const { token, phone } = await desk.enterProved();
    const body = { phone, role: "driver" };
    const none = { id: `org_${"0".repeat(26)}` };
    const told = await Promise.all([
      desk.ask("readOrganization", { token, params }),
      desk.ask("readOrganization", { token, params: none }),
      desk.ask("invite", { token, params, body }),
      desk.ask("listInvitations", { token, params }),
    ]);
    for (const each of told) expect(each).toEqual({ refused: "organization-not-found", facts: {} });
    const support = await desk.enterOperator("support");
    const seen = await desk.ask("readOrganization", { token: support.token, params });
    expect(seen.body.name).toBe(NAME);
    const asked = await desk.ask("invite", { token: support.token, params, body });
    expect(asked.refused).toBe("not-allowed");
  });
});

describe("an invitation", () => {
  test("goes by message to the phone, and is taken once by its owner", async () => {
    const rift = await fleet();
    const guest = await desk.enterProved();
    const { status, body } = await invite(rift, guest.phone);
    expect([status, body.status, body.role]).toEqual([201, "open", "driver"]);
    const wish = { token: guest.token, body: { token: tokenFor(guest.phone) } };
    const told = await Promise.all([1, 2].map(() => desk.ask("acceptInvitation", wish)));
    expect(told.map(({ status: at, refused }) => at ?? refused)).toEqual(
      expect.arrayContaining([200, "already-member"]),
    );
    const taken = told.find(({ body: membership }) => membership !== undefined);
    expect(taken?.body).toMatchObject({ role: "driver", organization: { name: NAME } });
    const again = await invite(rift, guest.phone);
    expect(again.refused).toBe("already-member");
  });

  test("is sent again when its command comes again, and one token is all that there is", async () => {
    const rift = await fleet();
    const { phone } = await desk.enterProved();
    const [one, other] = [await invite(rift, phone, { key: "k" }), tokenFor(phone)];
    const before = desk.sent.length;
    expect(await invite(rift, phone, { key: "k" })).toEqual({ ...one, repeated: true });
    expect(desk.sent.slice(before)).toEqual([desk.sent[before - 1]]);
    expect(tokenFor(phone)).toBe(other);
    await invite(rift, phone, { key: "l" });
    expect(tokenFor(phone)).not.toBe(other);
  });

  test("is rehearsed without a word to anybody", async () => {
    const rift = await fleet();
    const { phone } = await desk.enterProved();
    const before = desk.sent.length;
    const { rehearsed } = await invite(rift, phone, { dryRun: true });
    expect(rehearsed).toMatchObject({ phone, status: "open" });
    expect(desk.sent).toHaveLength(before);
    const { owner, params } = rift;
    const { body } = await desk.ask("listInvitations", { token: owner.token, params });
    expect(body.items).toEqual([]);
  });

  test("is nothing in other hands, and nothing after a week", async () => {
    const rift = await fleet();
    const [guest, thief] = [await desk.enterProved(), await desk.enterProved()];
    await invite(rift, guest.phone);
    const body = { token: tokenFor(guest.phone) };
    const stolen = await desk.ask("acceptInvitation", { token: thief.token, body });
    expect(stolen.refused).toBe("invitation-not-found");
    const forged = { token: `${body.token}x` };
    const made = await desk.ask("acceptInvitation", { token: guest.token, body: forged });
    expect(made.refused).toBe("invitation-not-found");
    desk.clock.now += 7 * DAY_MS;
    const { phone } = guest;
    const login = await desk.ask("login", { body: { phone, password: PASSWORD } });
    const token = login.body.access_token;
    expect((await desk.ask("acceptInvitation", { token, body })).refused).toBe(
      "invitation-expired",
    );
  });

  test("waits until its phone is proved", async () => {
    const rift = await fleet();
    const { phone, token } = await desk.enter();
    await invite(rift, phone);
    const body = { token: tokenFor(phone) };
    const early = await desk.ask("acceptInvitation", { token, body });
    expect(early.refused).toBe("phone-not-verified");
  });

  test("is made and listed by those who look after others, and by no driver", async () => {
    const rift = await fleet();
    const guest = await desk.enterProved();
    await invite(rift, guest.phone);
    await desk.ask("acceptInvitation", {
      token: guest.token,
      body: { token: tokenFor(guest.phone) },
    });
    const { params, owner, organization } = rift;
    const body = { phone: "+254799000001", role: "driver" };
    const told = await desk.ask("invite", { token: guest.token, params, body });
    expect(told.refused).toBe("not-allowed");
    const seen = await desk.ask("listInvitations", { token: guest.token, params });
    expect(seen.refused).toBe("not-allowed");
    for (const phone of ["+254799000002", "+254799000003"]) await invite(rift, phone);
    const query = { limit: "1" };
    const first = await desk.ask("listInvitations", { token: owner.token, params, query });
    const cursor = first.body.nextCursor;
    const next = await desk.ask("listInvitations", {
      token: owner.token,
      params,
      query: { ...query, cursor },
    });
    const phones = [...first.body.items, ...next.body.items].map(({ phone }) => phone);
    expect(phones).toEqual(["+254799000003", "+254799000002"]);
    const [line] = await desk.identity.pageAudit({ resource: organization, limit: 1 });
    expect(line).toMatchObject({ act: "invitations.viewed", who: owner.id });
  });

  test("speaks for its sender's role of today, and for a phone that there can be", async () => {
    const rift = await fleet();
    const odd = await invite(rift, "+254201234567");
    expect(odd.refused).toBe("phone-malformed");
    await desk.identity.suspendUser({ user: rift.owner.id, now: desk.clock.now });
    const late = await invite(rift, "+254799000009");
    expect(late.refused).toBe("account-suspended");
  });
});

describe("a place in an organization", () => {
  /** The owner's fleet with a dispatcher and a driver in it. */
  async function crew() {
    const rift = await fleet();
    const people = [];
    for (const role of ["dispatcher", "driver"] as const) {
      const person = await desk.enterProved();
      await invite(rift, person.phone, { body: { phone: person.phone, role } });
      const body = { token: tokenFor(person.phone) };
      await desk.ask("acceptInvitation", { token: person.token, body });
      people.push(person);
    }
    const [dispatcher, driver] = people;
    if (dispatcher === undefined || driver === undefined) throw new TypeError("both came");
    const remove = (by: string, userId: string, spoil: object = {}) =>
      desk.ask("removeMember", { token: by, params: { ...rift.params, userId }, ...spoil });
    return { rift, dispatcher, driver, remove };
  }

  test("is seen by those who have one, page by page", async () => {
    const { rift, dispatcher, driver } = await crew();
    const list = (query: Readonly<Record<string, string>>) =>
      desk.ask("listMembers", { token: driver.token, params: rift.params, query });
    const first = await list({ limit: "2" });
    const second = await list({ limit: "2", cursor: first.body.nextCursor });
    const all = [...first.body.items, ...second.body.items];
    expect(all.map(({ id, role }) => [id, role])).toEqual([
      [rift.owner.id, "owner"],
      [dispatcher.id, "dispatcher"],
      [driver.id, "driver"],
    ]);
    expect(second.body.nextCursor).toBeNull();
    const { token } = await desk.enter();
    const stranger = await desk.ask("listMembers", { token, params: rift.params });
    expect(stranger.refused).toBe("organization-not-found");
  });

  test("is ended by whoever may offer it, once under one key, with the sessions that spoke for it", async () => {
    const { rift, dispatcher, driver, remove } = await crew();
    const login = { body: { phone: driver.phone, password: PASSWORD } };
    expect((await desk.ask("login", login)).status).toBe(200);
    desk.ended.length = 0;
    expect(await remove(dispatcher.token, driver.id, { dryRun: true })).toEqual({
      rehearsed: null,
    });
    expect(desk.ended).toEqual([]);
    const once = { key: "k-remove" };
    expect((await remove(dispatcher.token, driver.id, once)).status).toBe(204);
    expect((await remove(dispatcher.token, driver.id, once)).status).toBe(204);
    expect(new Set(desk.ended).size).toBe(1);
    expect(await organizationsOf(driver.token)).toEqual([]);
    expect((await remove(rift.owner.token, driver.id)).refused).toBe("member-not-found");
    const [line] = await desk.identity.pageAudit({ who: dispatcher.id, limit: 1 });
    expect(line).toMatchObject({ act: "member.removed", detail: { member: driver.id } });
  });

  test("is left by oneself, but not by the last owner, and not ended from below", async () => {
    const { rift, dispatcher, driver, remove } = await crew();
    expect((await remove(driver.token, dispatcher.id)).refused).toBe("not-allowed");
    expect((await remove(dispatcher.token, rift.owner.id)).refused).toBe("not-allowed");
    const { token } = rift.owner;
    expect((await remove(token, rift.owner.id)).refused).toBe("last-owner");
    expect((await desk.ask("eraseAccount", { token })).refused).toBe("last-owner");
    expect((await remove(driver.token, driver.id)).status).toBe(204);
    expect(await organizationsOf(driver.token)).toEqual([]);
  });
});
