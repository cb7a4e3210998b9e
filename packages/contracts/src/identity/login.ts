import { z } from "zod";
import { phoneSchema } from "../phone.ts";
import { secret } from "../text.ts";
import { newPasswordSchema } from "./registration.ts";

/** Six digits that came by message or from an authenticator. */
const codeSchema = z.stringFormat("code", /^\d{6}$/).describe("Six digits.");

/** Coming in; the second factor is asked for once it is on. */
export const loginSchema = z.strictObject({
  phone: phoneSchema,
  password: secret(1, 128),
  otp: codeSchema.optional(),
});

/** A code that proves something. */
export const proofSchema = z.strictObject({ code: codeSchema });

/** A new password, proved by the one before. */
export const passwordChangeSchema = z.strictObject({
  current: secret(1, 128).describe("The password as it is now."),
  password: newPasswordSchema,
});

/** Somebody who has forgotten his password; the answer is the same whether the phone is known. */
export const forgottenSchema = z.strictObject({ phone: phoneSchema });

/** A new password, proved by the code that was sent. */
export const resetSchema = z.strictObject({
  phone: phoneSchema,
  code: codeSchema,
  password: newPasswordSchema,
});
