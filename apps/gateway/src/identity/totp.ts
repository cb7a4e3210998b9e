import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "@msafara/kernel";
import type { Luck } from "@msafara/store";

const STEP_MS = 30_000;
const DIGITS = 6;
/** A code may be typed slowly, or on a phone whose clock is a little off: one step to either side. */
const DRIFT_STEPS = 1;
const SECRET_BYTES = 20;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** How codes are made; every app for phones knows the default. */
export interface TotpForm {
  readonly digits?: number;
  readonly algorithm?: "sha1" | "sha256" | "sha512";
}

/** The step that an instant falls into: codes change with it. */
export function totpStep(now: Instant): number {
  return Math.floor(now / STEP_MS);
}

/** The code of a step, by RFC 4226 over RFC 6238. */
export function totpCode(
  secret: Uint8Array,
  step: number,
  { digits = DIGITS, algorithm = "sha1" }: TotpForm = {},
): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) % 16;
  const number = mac.readUInt32BE(offset) % 2 ** 31;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** The step whose code this is, around an instant; `undefined` when it is none. A step is taken once. */
export function findTotpStep(secret: Uint8Array, code: string, now: Instant): number | undefined {
  const typed = Buffer.from(code.replaceAll(" ", ""));
  const steps = Array.from({ length: 2 * DRIFT_STEPS + 1 }, (_, i) => i - DRIFT_STEPS);
  return steps
    .map((drift) => totpStep(now) + drift)
    .findLast((step) => {
      const right = Buffer.from(totpCode(secret, step));
      return typed.length === right.length && timingSafeEqual(typed, right);
    });
}

/** Mints a secret as long as RFC 4226 wants it. */
export function mintTotpSecret(luck: Luck): Uint8Array {
  return luck(SECRET_BYTES);
}

/** What an authenticator reads from a QR code. */
export function totpUri(secret: Uint8Array, account: string): string {
  const label = encodeURIComponent(`Msafara:${account}`);
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=Msafara`;
}

/** As RFC 4648 has it, without padding, which authenticators do not want. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives.map((five) => BASE32.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
}
