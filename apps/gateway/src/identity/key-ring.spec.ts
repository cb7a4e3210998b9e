import { Fault } from "@msafara/kernel";
import { type SigningKey, strongLuck } from "@msafara/store";
import { describe, expect, test } from "vitest";
import { keyRing, refreshKeyRing } from "./key-ring.ts";
import { makeSigningKey } from "./signing-key.ts";

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const MASTER = Buffer.alloc(32, 7);
const luck = strongLuck();

/** Keys in memory that take turns as those of the database do. */
function openKeys() {
  const keys: SigningKey[] = [];
  return {
    keys,
    listSigningKeys: async (now: number) => keys.filter(({ validUntil }) => validUntil > now),
    saveSigningKey: async (key: SigningKey) => {
      const isTaken = keys.some(
        ({ signsFrom, signsUntil }) => key.signsFrom < signsUntil && signsFrom < key.signsUntil,
      );
      if (!isTaken) keys.push(key);
      return !isTaken;
    },
  };
}

describe("a key ring", () => {
  test("has a key from the first moment, and makes the next two days before its turn", async () => {
    const store = openKeys();
    const at = async (day: number) => {
      await refreshKeyRing(store, { masterKey: MASTER, luck, now: NOW + day * DAY_MS });
      return store.keys.length;
    };
    expect([await at(0), await at(27), await at(28), await at(29), await at(31)]).toEqual([
      1, 1, 2, 2, 2,
    ]);
    const [first, next] = store.keys;
    expect(next?.signsFrom).toBe(first?.signsUntil);
  });

  test("of two gateways that make the first key at once is the same", async () => {
    const store = openKeys();
    const wish = { masterKey: MASTER, luck, now: NOW };
    const rings = await Promise.all([refreshKeyRing(store, wish), refreshKeyRing(store, wish)]);
    const kids = rings.map((ring) => ring.signer(NOW).kid);
    expect(kids[0]).toBe(kids[1]);
  });

  test("starts anew when the gateways slept through a turn", async () => {
    const store = openKeys();
    await refreshKeyRing(store, { masterKey: MASTER, luck, now: NOW });
    const now = NOW + 100 * DAY_MS;
    const ring = await refreshKeyRing(store, { masterKey: MASTER, luck, now });
    expect(ring.signer(now).kid).toBe(store.keys[1]?.kid);
  });

  test("changes the key that signs at its turn, and believes the last one until its tokens end", () => {
    const first = makeSigningKey(MASTER, { from: NOW, luck });
    const next = makeSigningKey(MASTER, { from: first.signsUntil, luck });
    const ring = keyRing(MASTER, [first, next]);
    expect(ring.signer(first.signsUntil - 1).kid).toBe(first.kid);
    expect(ring.signer(first.signsUntil).kid).toBe(next.kid);
    const believed = [0, 15 * 60_000, 17 * 60_000].map(
      (afterMs) => ring.keyOf(first.kid, first.signsUntil + afterMs) !== undefined,
    );
    expect(believed).toEqual([true, true, false]);
    expect(ring.jwks(first.validUntil).keys).toMatchObject([{ kid: next.kid, alg: "EdDSA" }]);
  });

  test("without a key for now is a fault that passes", () => {
    expect(() => keyRing(MASTER, []).signer(NOW)).toThrow(Fault);
  });

  test("cannot be opened with another secret key", () => {
    const ring = keyRing(Buffer.alloc(32, 8), [makeSigningKey(MASTER, { from: NOW, luck })]);
    expect(() => ring.signer(NOW)).toThrow('Cannot open what was sealed for "signing key"');
  });
});
