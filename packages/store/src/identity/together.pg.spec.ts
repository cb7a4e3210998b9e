import { refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("together", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  /** Founds an organization, and then does what is told, in one transaction. */
  async function foundAnd(deed: () => Promise<unknown>) {
    const { id: founder } = await registry.enter();
    const wish = { id: registry.mint("org"), name: "Rift", founder, now: MORNING };
    const answer = registry.identity.together(async (tx) => {
      await tx.foundOrganization(wish);
      await deed();
      await tx.appendAudit([{ who: founder, act: "organization.founded", resource: wish.id }]);
      return wish;
    });
    const [told] = await Promise.allSettled([answer]);
    const found = await registry.identity.findOrganization({ id: wish.id, viewer: founder });
    const lines = await registry.identity.pageAudit({ resource: wish.id, limit: 9 });
    return { told, isThere: found !== undefined, lines: lines.length };
  }

  test("does all of it, transactions of its parts included", async () => {
    expect(await foundAnd(async () => undefined)).toMatchObject({ isThere: true, lines: 1 });
  });

  test("does none of it when a part of it fails", async () => {
    const told = await foundAnd(() => Promise.reject(new TypeError("the carrier is gone")));
    expect(told).toMatchObject({ isThere: false, lines: 0 });
  });

  test("does nothing that cannot be written into the record (U194)", async () => {
    const rule = "CHECK (act <> 'organization.founded') NOT VALID";
    await registry.ask(`ALTER TABLE audit ADD CONSTRAINT full_up ${rule}`);
    try {
      expect(await foundAnd(async () => undefined)).toMatchObject({ isThere: false, lines: 0 });
    } finally {
      await registry.ask("ALTER TABLE audit DROP CONSTRAINT full_up");
    }
  });

  test("keeps what was written before a refusal: a wrong code counts", async () => {
    const { id: user } = await registry.enter();
    await registry.identity.issueCode({ user, purpose: "phone", hash: "right", now: MORNING });
    const type = () =>
      registry.identity.together((tx) => tx.verifyPhone({ user, codeHash: "wrong", now: MORNING }));
    expect(await type()).toEqual(refuse("code-wrong", { triesLeft: 4 }));
    expect(await type()).toEqual(refuse("code-wrong", { triesLeft: 3 }));
  });
});
