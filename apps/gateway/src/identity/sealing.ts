import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { Fault } from "@msafara/kernel";
import type { Luck } from "@msafara/store";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key of 32 bytes, and what is sealed under it: a seal for one purpose does not open for another. */
export interface Sealing {
  readonly key: Uint8Array;
  readonly purpose: string;
}

/** A key made for one purpose from a secret, which seals nothing itself and cannot be made from the key. */
export function sealingFor(secret: string | Uint8Array, purpose: string): Sealing {
  return {
    key: new Uint8Array(hkdfSync("sha256", secret, "msafara", purpose, KEY_BYTES)),
    purpose,
  };
}

/** Seals a text with AES-256-GCM, so that a table may hold it. */
export function seal({ key, purpose }: Sealing, plain: string, luck: Luck): string {
  const nonce = luck(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
  const hidden = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString("base64url");
}

/** Opens what was sealed; another key, another purpose or a changed letter is a fault. */
export function unseal({ key, purpose }: Sealing, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const options = { authTagLength: TAG_BYTES };
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, options)
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const hidden = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString("utf8");
  } catch (cause) {
    const message = `Cannot open what was sealed for "${purpose}": expected the key that sealed it`;
    throw new Fault(message, { retry: false, cause });
  }
}
