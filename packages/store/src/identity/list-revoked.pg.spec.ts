import { isRefusal } from "@msafara/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MINUTE_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

let registry: Registry;
beforeAll(async () => {
  registry = await openRegistry();
});
afterAll(() => registry.close());

test("sessions that were ended are told page by page, the oldest first, each once", async () => {
  const { identity } = registry;
  const user = await registry.enter();
  const families: string[] = [];
  for (let i = 0; i < 5; i++) families.push((await registry.logIn(user)).family);
  await registry.logIn(await registry.enter());
  const suspended = await identity.suspendUser({ user: user.id, now: MORNING + MINUTE_MS });
  expect(!isRefusal(suspended) && suspended.sessionsEnded.toSorted()).toEqual(families.toSorted());

  const told: string[] = [];
  let after: Parameters<typeof identity.listRevoked>[0]["after"] = { at: MORNING };
  for (;;) {
    const page = await identity.listRevoked({ after, limit: 2 });
    told.push(...page.map(({ family }) => family));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last;
  }
  expect(told).toEqual(families.toSorted());
  const since = { at: MORNING + MINUTE_MS };
  expect(await identity.listRevoked({ after: since, limit: 9 })).toEqual([]);
});

test("whoever is removed from an organization loses the sessions that spoke for it, and no other", async () => {
  const { identity, mint } = registry;
  const [owner, guest] = [await registry.enter(), await registry.enter()];
  const organization = mint("org");
  const founded = { id: organization, name: "Rift", founder: owner.id, now: MORNING };
  await identity.foundOrganization(founded);
  await registry.ask(
    "INSERT INTO members (organization, user_id, role, joined_at) VALUES ($1, $2, 'dispatcher', now())",
    [organization, guest.id],
  );
  const own = await registry.logIn(guest);
  const session = { family: mint("fam"), user: guest.id, organization, now: MORNING };
  const token = { hash: mint("tok"), expiresAt: MORNING + MINUTE_MS };
  const { passwordHash } = guest;
  await identity.openSession({ ...session, token, endsAt: MORNING + MINUTE_MS, passwordHash });
  const removed = await identity.removeMember({ organization, user: guest.id, now: MORNING });
  expect(removed).toEqual({ removed: guest.id, sessionsEnded: [session.family] });
  const [left] = await identity.listSessions({ user: guest.id, limit: 9, now: MORNING });
  expect(left?.family).toBe(own.family);
});
