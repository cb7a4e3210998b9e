import { createHash } from "node:crypto";

/** What is kept of a token. It carries 256 bits of luck, so nothing slower than SHA-256 is needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
