import { isRefusal, refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("a second factor", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  async function enroll(secret = "sealed") {
    const user = await registry.enter();
    await registry.identity.enrollSecondFactor({ user: user.id, secret, now: MORNING });
    const spend = async (step: number, held = secret) =>
      await registry.identity.spendSecondFactor({
        user: user.id,
        secret: held,
        step,
        now: MORNING,
      });
    return { user, spend };
  }

  test("is asked for once a first code has confirmed it, and not before", async () => {
    const { user, spend } = await enroll();
    const known = async () => (await registry.identity.findUserByPhone(user.phone))?.secondFactor;
    expect(await known()).toBeNull();
    expect(await spend(100)).toEqual({ taken: true });
    expect(await known()).toBe("sealed");
  });

  test("takes a code once, also from many who show it at the same time, and none that is older", async () => {
    const { spend } = await enroll();
    const answers = await Promise.all([100, 100, 100, 100].map((step) => spend(step)));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect(await spend(99)).toEqual(refuse("mfa-wrong"));
    expect(await spend(101)).toEqual({ taken: true });
  });

  test("may be enrolled anew until it is on; then it must be removed first", async () => {
    const { user, spend } = await enroll();
    const again = { user: user.id, secret: "other", now: MORNING };
    expect(await registry.identity.enrollSecondFactor(again)).toEqual({ enrolled: true });
    expect(await spend(100)).toEqual(refuse("mfa-wrong"));
    expect(await spend(100, "other")).toEqual({ taken: true });
    expect(await registry.identity.enrollSecondFactor(again)).toEqual(refuse("mfa-already-on"));
    expect(await registry.identity.removeSecondFactor(user.id)).toBe(true);
    expect(await registry.identity.findSecondFactor(user.id)).toBeUndefined();
    expect(await registry.identity.removeSecondFactor(user.id)).toBe(false);
  });
});
