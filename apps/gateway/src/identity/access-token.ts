import { type KeyObject, sign, verify } from "node:crypto";
import { type Instant, type Refusal, refuse } from "@msafara/kernel";
import { z } from "zod";
import type { AccessClaims } from "./access-claims.ts";

const LETTERS_MAX = 2_048;
const ISSUER = "msafara";
const id = <Kind extends string>(...kinds: readonly Kind[]) =>
  z.templateLiteral([z.enum(kinds), "_", z.string().regex(/^[0-9a-z]+$/)]);

const Header = z.strictObject({
  alg: z.literal("EdDSA"),
  typ: z.literal("JWT"),
  kid: z.string().min(1).max(64),
});

const Payload = z.strictObject({
  iss: z.literal(ISSUER),
  sub: id("usr"),
  role: z.enum(["shipper", "driver", "facility", "admin", "support"]),
  agent: id("shr", "drv", "fac").nullable(),
  org: id("org").nullable(),
  orgRole: z
    .enum(["owner", "dispatcher", "fleet-manager", "driver", "facility-manager"])
    .nullable(),
  family: id("fam"),
  auth_time: z.int(),
  iat: z.int(),
  exp: z.int(),
});

/** Why a token is not believed. */
export type TokenRefusal = "token-invalid" | "token-expired";

/** Signs what a session's token says, as a JWT. The same claims at the same instant give the same text. */
export function signAccessToken(
  { authAt, expiresAt, ...claims }: AccessClaims,
  { kid, key, now }: { readonly kid: string; readonly key: KeyObject; readonly now: Instant },
): string {
  const times = {
    auth_time: Math.floor(authAt / 1_000),
    iat: Math.floor(now / 1_000),
    exp: Math.floor(expiresAt / 1_000),
  };
  const head = encode({ alg: "EdDSA", typ: "JWT", kid } satisfies z.infer<typeof Header>);
  const signed = `${head}.${encode({ iss: ISSUER, ...claims, ...times })}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString("base64url")}`;
}

/** Believes a token that a key of ours signed and that has not ended (U36, U186). */
export function verifyAccessToken(
  token: string,
  {
    keyOf,
    now,
  }: {
    /** The public key of a `kid` that is still believed. */
    readonly keyOf: (kid: string) => KeyObject | undefined;
    readonly now: Instant;
  },
): AccessClaims | Refusal<TokenRefusal> {
  const parts = token.length > LETTERS_MAX ? [] : token.split(".");
  const [head = "", body = "", signature = ""] = parts;
  // The header chooses a key of ours and nothing else: the algorithm is ours to say.
  const header = Header.safeParse(decode(head));
  if (parts.length !== 3 || !header.success) return refuse("token-invalid");
  const key = keyOf(header.data.kid);
  const signed = Buffer.from(`${head}.${body}`);
  if (key === undefined || !verify(null, signed, key, Buffer.from(signature, "base64url"))) {
    return refuse("token-invalid");
  }
  return readPayload(body, now);
}

/** When a token of ours ends. Only for one that we have just made: nothing is verified. */
export function endOf(token: string): Instant {
  const { exp } = Payload.parse(decode(token.split(".")[1] ?? ""));
  return exp * 1_000;
}

function readPayload(body: string, now: Instant): AccessClaims | Refusal<TokenRefusal> {
  const payload = Payload.safeParse(decode(body));
  if (!payload.success) return refuse("token-invalid");
  const { iss: _iss, iat: _iat, auth_time: authAt, exp, ...claims } = payload.data;
  const expiresAt = exp * 1_000;
  return expiresAt <= now
    ? refuse("token-expired")
    : { ...claims, authAt: authAt * 1_000, expiresAt };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    // Not even JSON: what follows refuses it.
    return undefined;
  }
}
