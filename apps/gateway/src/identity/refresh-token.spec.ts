import { Fault } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { hashToken } from "./hash-token.ts";
import { strongLuck } from "@msafara/store";
import { isApiKey, mintApiKey } from "./mint-api-key.ts";
import { isRefreshToken, mintRefreshToken, openPair, sealPair } from "./refresh-token.ts";
import { seal, unseal } from "./sealing.ts";

const luck = strongLuck();
const PAIR = { accessToken: "eyJ.a.b", refreshToken: "msf_rt_next" };

describe("a refresh token", () => {
  test("is known by its form, and is never minted twice", () => {
    const [one, other] = [mintRefreshToken(luck), mintRefreshToken(luck)];
    expect(one).not.toBe(other);
    expect(isRefreshToken(one)).toBe(true);
  });

  test.for(["", "msf_rt_", "msf_rt_short", `msf_live_${"a".repeat(43)}`])("is not %j", (text) => {
    expect(isRefreshToken(text)).toBe(false);
  });

  test("opens the pair that it was exchanged for, and no other token does", () => {
    const token = mintRefreshToken(luck);
    const sealed = sealPair(token, PAIR, luck);
    expect(openPair(token, sealed)).toEqual(PAIR);
    expect(() => openPair(mintRefreshToken(luck), sealed)).toThrow(Fault);
  });

  test("leaves nothing in the table that opens the pair: neither its hash nor the pair itself", () => {
    const token = mintRefreshToken(luck);
    const sealed = sealPair(token, PAIR, luck);
    expect(() => openPair(hashToken(token), sealed)).toThrow(Fault);
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("msf_rt_next");
  });
});

describe("a seal", () => {
  const sealing = { key: Buffer.alloc(32, 7), purpose: "a secret" };

  test("opens to what was sealed, letter for letter", () => {
    expect(unseal(sealing, seal(sealing, "siri ya moyo ❤", luck))).toBe("siri ya moyo ❤");
  });

  test("looks different each time", () => {
    expect(seal(sealing, "same", luck)).not.toBe(seal(sealing, "same", luck));
  });

  test("does not open for another purpose, nor after a change, nor when it was cut short", () => {
    const sealed = seal(sealing, "a secret of twenty letters", luck);
    const changed = `${sealed.startsWith("A") ? "B" : "A"}${sealed.slice(1)}`;
    expect(() => unseal({ ...sealing, purpose: "another" }, sealed)).toThrow(Fault);
    for (const spoiled of [changed, sealed.slice(0, -4), sealed.slice(0, 8), ""]) {
      expect(() => unseal(sealing, spoiled)).toThrow(Fault);
    }
  });
});

describe("an API key", () => {
  test("is known by its beginning, and kept as its hash", () => {
    const { key, prefix, hash } = mintApiKey(luck);
    expect(isApiKey(key)).toBe(true);
    expect(prefix).toBe(key.slice(0, 15));
    expect(hash).toBe(hashToken(key));
    expect(isApiKey(prefix)).toBe(false);
  });
});
