import { createHmac } from "node:crypto";
import type { Id } from "@msafara/kernel";
import type { CodePurpose, Luck } from "@msafara/store";

const DIGITS = 6;
const CODES = 10 ** DIGITS;
/** Numbers of four bytes up to here fall evenly on all codes; beyond, low codes would come more often. */
const EVEN_MAX = Math.floor(2 ** 32 / CODES) * CODES;

/** Mints a code of six digits, each as likely as any other. */
export function mintCode(luck: Luck): string {
  for (;;) {
    const drawn = Buffer.from(luck(4)).readUInt32BE();
    if (drawn < EVEN_MAX) return String(drawn % CODES).padStart(DIGITS, "0");
  }
}

/** What is kept of a code. Six digits are soon guessed, so the hash is keyed, and says whose and what for. */
export function hashCode(
  masterKey: Uint8Array,
  {
    user,
    purpose,
    code,
  }: {
    readonly user: Id<"usr">;
    readonly purpose: CodePurpose;
    readonly code: string;
  },
): string {
  return createHmac("sha256", masterKey)
    .update(`code:${purpose}:${user}:${code}`)
    .digest("base64url");
}
