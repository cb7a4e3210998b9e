import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("an API key", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  async function make({ now = MORNING, name = "dispatch desk" } = {}) {
    const admin = await registry.enter({ role: "admin", agent: null });
    const [id, hash] = [registry.mint("key"), registry.mint("hash")];
    const key = { id, prefix: "msf_live_k3Jd", hash, name, scopes: ["desk"], now };
    await registry.identity.makeApiKey({ ...key, by: admin.id });
    return { id, hash, by: admin.id };
  }

  test("opens what its scopes say, until it is revoked", async () => {
    const { id, hash, by } = await make();
    const found = await registry.identity.findApiKey(hash);
    expect(found).toEqual({ id, name: "dispatch desk", scopes: ["desk"], createdBy: by });
    expect(await registry.identity.revokeApiKey({ id, by, now: MORNING })).toBe(true);
    expect(await registry.identity.findApiKey(hash)).toBeUndefined();
    expect(await registry.identity.revokeApiKey({ id, by, now: MORNING })).toBe(false);
  });

  test("is listed by its prefix, page by page, with the day by which to replace it", async () => {
    const made = [await make(), await make(), await make()];
    const newest = made
      .map(({ id }) => id)
      .toSorted()
      .toReversed();
    const page = await registry.identity.listApiKeys({ limit: 2 });
    expect(page.map(({ id }) => id)).toEqual(newest.slice(0, 2));
    expect(page[0]).toMatchObject({ prefix: "msf_live_k3Jd", rotateBy: MORNING + 90 * DAY_MS });
    expect(page[0]).not.toHaveProperty("hash");
    const [rest] = await registry.identity.listApiKeys({ limit: 1, before: page[1]!.id });
    expect(rest?.id).toBe(newest[2]);
  });

  test("notes its use once a minute at most", async () => {
    const { id } = await make();
    const use = async (now: number) => {
      await registry.identity.noteKeyUse({ id, now });
      const [key] = await registry.identity.listApiKeys({ limit: 1 });
      return key?.lastUsedAt;
    };
    expect(await use(MORNING)).toBe(MORNING);
    expect(await use(MORNING + MINUTE_MS - 1)).toBe(MORNING);
    expect(await use(MORNING + MINUTE_MS)).toBe(MORNING + MINUTE_MS);
  });

  test("is called to mind once after ninety days, whoever asks at the same time", async () => {
    const old = MORNING - 365 * DAY_MS;
    const made = [await make({ now: old }), await make({ now: old }), await make({ now: old })];
    const ids = made.map(({ id }) => id);
    const remind = (days: number, limit = 2) =>
      registry.identity.remindOfKeys({ limit, now: old + days * DAY_MS });
    expect(await remind(89)).toEqual([]);
    const told = (await Promise.all([remind(90), remind(90), remind(90), remind(90)])).flat();
    expect(told.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await remind(90)).toEqual([]);
  });
});
