import { Fault, isRefusal, refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("registerUser", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  test("of many who register one phone at once one has it, and the others are told", async () => {
    const { phone } = registry.driver();
    const tries = Array.from({ length: 8 }, () => registry.driver({ phone }));
    const answers = await Promise.all(tries.map(registry.identity.registerUser));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect(answers.filter(isRefusal)).toEqual(
      Array.from({ length: 7 }, () => refuse("phone-taken")),
    );
    const known = await registry.identity.findUserByPhone(phone);
    expect(tries.map(({ id }) => id)).toContain(known?.id);
  });

  test("keeps a phone for whoever proved it, for good", async () => {
    const owner = await registry.enter();
    const late = registry.driver({ phone: owner.phone, now: MORNING + 400 * DAY_MS });
    expect(await registry.identity.registerUser(late)).toEqual(refuse("phone-taken"));
  });

  test("keeps a phone that nobody proved for a day, then it is anybody's who comes", async () => {
    const squatter = registry.driver();
    await registry.identity.registerUser(squatter);
    const { phone } = squatter;
    const early = registry.driver({ phone, now: MORNING + DAY_MS });
    expect(await registry.identity.registerUser(early)).toEqual(refuse("phone-taken"));
    const tries = [1, 2, 3].map(() => registry.driver({ phone, now: MORNING + DAY_MS + 1 }));
    const answers = await Promise.all(tries.map(registry.identity.registerUser));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect(await registry.identity.findUser(squatter.id)).toBeUndefined();
  });

  test("keeps a phone for whoever proves it while another takes it over", async () => {
    const slow = registry.driver();
    await registry.identity.registerUser(slow);
    const held = await registry.hold("SELECT id FROM users WHERE id = $1 FOR UPDATE", [slow.id]);
    const late = registry.driver({ phone: slow.phone, now: MORNING + 2 * DAY_MS });
    const answer = registry.identity.registerUser(late);
    await held.letGoWhen(1, `UPDATE users SET phone_verified_at = now() WHERE id = '${slow.id}'`);
    expect(await answer).toEqual(refuse("phone-taken"));
    expect(await registry.identity.findUser(slow.id)).toMatchObject({ phone: slow.phone });
  });

  test.for([
    ["a phone without its country", { phone: "0712345678" }],
    ["an agent of another trade", { agent: "shr_1" }],
    ["a driver for whom nobody acts", { agent: null }],
    ["an admin for whom an agent acts", { role: "admin" }],
  ] as const)("holds %s for a bug of ours, and keeps no row", async ([, spoil]) => {
    const wrong = registry.driver(spoil);
    await expect(registry.identity.registerUser(wrong)).rejects.toThrow(Fault);
    expect(await registry.identity.findUser(wrong.id)).toBeUndefined();
  });

  test("tells of an account what whoever checks the password must know", async () => {
    const user = await registry.enter();
    expect(await registry.identity.findUserByPhone(user.phone)).toEqual({
      id: user.id,
      role: "driver",
      agent: user.agent,
      name: "Achieng",
      locale: "sw",
      passwordHash: "$argon2id$a",
      phoneVerifiedAt: MORNING,
      suspendedAt: null,
      secondFactor: null,
      membership: null,
    });
  });

  test("tells of an account where it has belonged for the longest", async () => {
    const user = await registry.enter();
    const fleets = [registry.mint("org"), registry.mint("org")].toSorted();
    for (const id of fleets.toReversed()) {
      const fleet = { id, name: "Rift Haulage", founder: user.id, now: MORNING };
      await registry.identity.foundOrganization(fleet);
    }
    const known = await registry.identity.findUserByPhone(user.phone);
    expect(known?.membership).toEqual({ organization: fleets[0], role: "owner" });
  });
});
