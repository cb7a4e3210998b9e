import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Instant } from "@msafara/kernel";
import type { Luck, SigningKey } from "@msafara/store";
import { ACCESS_TOKEN_MS } from "./access-claims.ts";
import { hashToken } from "./hash-token.ts";
import { seal, sealingFor, unseal } from "./sealing.ts";

const PURPOSE = "signing key";
const DAY_MS = 86_400_000;
const TURN_MS = 30 * DAY_MS;
/** Clocks of two gateways may differ; a token is not refused for that. */
const SKEW_MS = 60_000;
/** How an Ed25519 key of 32 bytes begins in PKCS #8. */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** Makes a key that signs for thirty days from an instant on; its private half is sealed. */
export function makeSigningKey(
  masterKey: Uint8Array,
  { from, luck }: { readonly from: Instant; readonly luck: Luck },
): SigningKey {
  const der = Buffer.concat([PKCS8_HEAD, luck(32)]);
  const { x = "" } = createPublicKey(privateKeyOf(der)).export({ format: "jwk" });
  const signsUntil = from + TURN_MS;
  return {
    kid: hashToken(x).slice(0, 16),
    publicKey: { kty: "OKP", crv: "Ed25519", x },
    sealedPrivateKey: seal(sealingFor(masterKey, PURPOSE), der.toString("base64url"), luck),
    signsFrom: from,
    signsUntil,
    validUntil: signsUntil + ACCESS_TOKEN_MS + SKEW_MS,
  };
}

/** Opens the private half of a key. */
export function openSigningKey(masterKey: Uint8Array, { sealedPrivateKey }: SigningKey): KeyObject {
  return privateKeyOf(
    Buffer.from(unseal(sealingFor(masterKey, PURPOSE), sealedPrivateKey), "base64url"),
  );
}

function privateKeyOf(der: Buffer): KeyObject {
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}
