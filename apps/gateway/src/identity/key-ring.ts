import { createPublicKey, type KeyObject } from "node:crypto";
import { Fault, type Instant } from "@msafara/kernel";
import type { Identity, Luck, SigningKey } from "@msafara/store";
import { makeSigningKey, openSigningKey } from "./signing-key.ts";
import { openTokenMemory, type TokenMemory } from "./token-memory.ts";

const DAY_MS = 86_400_000;
/** So early before its turn the next key is made, for every reader of the key set to know it in time. */
const AHEAD_MS = 2 * DAY_MS;

/** The keys of access tokens, as one gateway knows them. */
export interface KeyRing {
  /** Signs with the key whose turn it is. */
  readonly signer: (now: Instant) => { readonly kid: string; readonly key: KeyObject };
  /** The public key of a `kid`, as long as its tokens are believed. */
  readonly keyOf: (kid: string, now: Instant) => KeyObject | undefined;
  /** Tokens that were verified with these keys; a ring that is read anew begins without. */
  readonly tokens: TokenMemory;
  /** The key set of RFC 7517, for whoever wants to verify tokens without asking us. */
  readonly jwks: (now: Instant) => { readonly keys: readonly object[] };
}

/** Hangs keys on a ring. A private half is opened once, when its turn comes. */
export function keyRing(masterKey: Uint8Array, keys: readonly SigningKey[]): KeyRing {
  const opened = new Map<string, KeyObject>();
  const open = (key: SigningKey) => {
    const known = opened.get(key.kid) ?? openSigningKey(masterKey, key);
    opened.set(key.kid, known);
    return known;
  };
  const publicKeys = new Map(
    keys.map(({ kid, publicKey, validUntil }) => {
      return [kid, { key: createPublicKey({ key: publicKey, format: "jwk" }), validUntil }];
    }),
  );
  const keyOf = (kid: string, now: Instant) => {
    const known = publicKeys.get(kid);
    return known !== undefined && now < known.validUntil ? known.key : undefined;
  };
  return {
    signer: (now) => {
      const key = keys.find(({ signsFrom, signsUntil }) => signsFrom <= now && now < signsUntil);
      if (key === undefined) throw new Fault("No key signs access tokens now", { retry: true });
      return { kid: key.kid, key: open(key) };
    },
    keyOf,
    tokens: openTokenMemory((kid, now) => keyOf(kid, now) !== undefined),
    jwks: (now) => ({
      keys: keys
        .filter(({ validUntil }) => now < validUntil)
        .map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: "EdDSA", use: "sig" })),
    }),
  };
}

/** Reads the keys, and makes the next one when its time is near. Many gateways may do so at once. */
export async function refreshKeyRing(
  identity: Pick<Identity, "listSigningKeys" | "saveSigningKey">,
  {
    masterKey,
    luck,
    now,
  }: {
    readonly masterKey: Uint8Array;
    readonly luck: Luck;
    readonly now: Instant;
  },
): Promise<KeyRing> {
  const keys = await identity.listSigningKeys(now);
  const lastTurn = Math.max(now, ...keys.map(({ signsUntil }) => signsUntil));
  if (lastTurn - now > AHEAD_MS) return keyRing(masterKey, keys);
  // Whether ours or another gateway's was saved does not matter: the table says.
  await identity.saveSigningKey(makeSigningKey(masterKey, { from: lastTurn, luck }));
  return keyRing(masterKey, await identity.listSigningKeys(now));
}
