import { Fault } from "@msafara/kernel";

const SECRET_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** Reads 32 bytes of base64, or says in one sentence what was expected; never what was found. */
export function readSecretKey(text: string, place: string): Uint8Array {
  const bytes = BASE64.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
  if (bytes.length === SECRET_BYTES) return bytes;
  const message = `${place} is no secret: expected 32 bytes in base64, as "openssl rand -base64 32" makes them`;
  throw new Fault(message, { retry: false });
}
