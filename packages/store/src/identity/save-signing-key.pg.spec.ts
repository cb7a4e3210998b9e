import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SigningKey } from "./save-signing-key.ts";
import { DAY_MS, MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

describe("signing keys", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  function key(kid: string, signsFrom: number): SigningKey {
    const signsUntil = signsFrom + 30 * DAY_MS;
    const publicKey = { kty: "OKP", crv: "Ed25519", x: kid };
    const validUntil = signsUntil + DAY_MS;
    return { kid, publicKey, sealedPrivateKey: "sealed", signsFrom, signsUntil, validUntil };
  }

  test("take turns: of many made for one time one is kept, and all gateways find it", async () => {
    const wishes = ["a", "b", "c", "d"].map((kid) => key(kid, MORNING));
    const saved = await Promise.all(wishes.map(registry.identity.saveSigningKey));
    const kept = wishes[saved.indexOf(true)]!;
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await registry.identity.listSigningKeys(MORNING)).toEqual([kept]);
    expect(await registry.identity.saveSigningKey(key("e", MORNING + 29 * DAY_MS))).toBe(false);
    const next = key("f", MORNING + 30 * DAY_MS);
    expect(await registry.identity.saveSigningKey(next)).toBe(true);
    const later = MORNING + 30 * DAY_MS;
    expect(await registry.identity.listSigningKeys(later)).toEqual([kept, next]);
    expect(await registry.identity.listSigningKeys(later + DAY_MS)).toEqual([next]);
  });
});
