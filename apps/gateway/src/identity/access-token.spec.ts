import { createHmac, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { isRefusal, refuse } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { type AccessClaims, claimsOf } from "./access-claims.ts";
import { signAccessToken, verifyAccessToken } from "./access-token.ts";
import { keyRing } from "./key-ring.ts";
import { strongLuck } from "@msafara/store";
import { makeSigningKey } from "./signing-key.ts";

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const MASTER = Buffer.alloc(32, 7);
const KEY = makeSigningKey(MASTER, { from: NOW, luck: strongLuck() });
const ring = keyRing(MASTER, [KEY]);

const CLAIMS: AccessClaims = {
  sub: "usr_1",
  role: "driver",
  agent: "drv_1",
  org: "org_1",
  orgRole: "driver",
  family: "fam_1",
  authAt: NOW - 60 * MINUTE_MS,
  expiresAt: NOW + 15 * MINUTE_MS,
};

function signed(claims = CLAIMS): string {
  return signAccessToken(claims, { ...ring.signer(NOW), now: NOW });
}

function read(token: string, now = NOW) {
  return verifyAccessToken(token, { keyOf: (kid) => ring.keyOf(kid, now), now });
}

/** A token whose head or body says something else, signed by our key. */
function forge(spoil: { readonly head?: object; readonly body?: object }): string {
  const [head = "", body = ""] = signed().split(".");
  const spoiled = (part: string, change: object = {}) => {
    const said = JSON.parse(Buffer.from(part, "base64url").toString());
    return Buffer.from(JSON.stringify({ ...said, ...change })).toString("base64url");
  };
  const text = `${spoiled(head, spoil.head)}.${spoiled(body, spoil.body)}`;
  const signature = sign(null, Buffer.from(text), ring.signer(NOW).key);
  return `${text}.${signature.toString("base64url")}`;
}

describe("an access token", () => {
  test("tells who comes, and on whose behalf", () => {
    expect(read(signed())).toEqual(CLAIMS);
  });

  test("lives fifteen minutes, and no longer than its session (U185)", () => {
    const session = {
      family: "fam_1",
      user: "usr_1",
      role: "driver",
      agent: "drv_1",
      organization: null,
      memberRole: null,
      openedAt: NOW,
    } as const;
    const long = claimsOf({ ...session, endsAt: NOW + 60 * MINUTE_MS }, NOW);
    const short = claimsOf({ ...session, endsAt: NOW + MINUTE_MS }, NOW);
    expect([long.expiresAt, short.expiresAt]).toEqual([NOW + 15 * MINUTE_MS, NOW + MINUTE_MS]);
    expect(isRefusal(read(signed(long), NOW + 15 * MINUTE_MS - 1))).toBe(false);
    expect(read(signed(long), NOW + 15 * MINUTE_MS)).toEqual(refuse("token-expired"));
  });

  test("is the same to the letter when the same is said at the same instant", () => {
    expect(signed()).toBe(signed());
  });

  test("can be verified by anybody with the key set", () => {
    const [jwk] = ring.jwks(NOW).keys;
    const [head, body, signature = ""] = signed().split(".");
    const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
    const text = Buffer.from(`${head}.${body}`);
    expect(verify(null, text, key, Buffer.from(signature, "base64url"))).toBe(true);
    expect(JSON.stringify(ring.jwks(NOW))).not.toContain('"d"');
  });

  test("is not believed when a letter of it was changed", () => {
    const token = signed();
    const believed = Array.from(token).filter((letter, i) => {
      const other = letter === "A" ? "B" : "A";
      const changed = `${token.slice(0, i)}${other}${token.slice(i + 1)}`;
      // The last letter of a part carries bits that mean nothing.
      const means = Buffer.from(changed.split(".")[2] ?? "", "base64url");
      const meant = Buffer.from(token.split(".")[2] ?? "", "base64url");
      if (i > token.lastIndexOf(".") && means.equals(meant)) return false;
      return !isRefusal(read(changed));
    });
    expect(believed).toEqual([]);
  });

  test.for([
    ["names no algorithm", { head: { alg: "none" } }],
    ["names another algorithm", { head: { alg: "HS256" } }],
    ["brings a key along", { head: { jwk: { kty: "OKP" } } }],
    ["names a key that nobody knows", { head: { kid: "nobody" } }],
    ["comes from another house", { body: { iss: "elsewhere" } }],
    ["says a role that there is not", { body: { role: "root" } }],
    ["says more than ours do", { body: { admin: true } }],
  ] as const)("that %s is not believed", ([, spoil]) => {
    expect(read(forge(spoil))).toEqual(refuse("token-invalid"));
  });

  test("that uses our public key as a shared secret is not believed", () => {
    const head = { alg: "HS256", typ: "JWT", kid: KEY.kid };
    const body = signed().split(".")[1];
    const text = `${Buffer.from(JSON.stringify(head)).toString("base64url")}.${body}`;
    const mac = createHmac("sha256", JSON.stringify(KEY.publicKey))
      .update(text)
      .digest("base64url");
    expect(isRefusal(read(`${text}.${mac}`))).toBe(true);
  });

  test("that another key signed under our key's name is not believed", () => {
    const { privateKey: key } = generateKeyPairSync("ed25519");
    const token = signAccessToken(CLAIMS, { kid: KEY.kid, key, now: NOW });
    expect(read(token)).toEqual(refuse("token-invalid"));
  });

  test.for(["", ".", "..", "a.b.c", "e30.e30.", `${"a".repeat(3_000)}.b.c`])(
    "is nothing like %j",
    (text) => {
      expect(read(text)).toEqual(refuse("token-invalid"));
    },
  );

  test("with a part too many is not believed", () => {
    expect(read(`${signed()}.x`)).toEqual(refuse("token-invalid"));
  });
});
