import { z } from "zod";
import { idOf } from "../id.ts";
import { languageSchema } from "../language.ts";
import { phoneSchema } from "../phone.ts";
import { line, secret } from "../text.ts";
import { openRoleSchema, roleSchema } from "./role.ts";
import { tokensSchema } from "./token.ts";

/** A new password: long enough to be hard to guess, short enough to be hashed in time. */
export const newPasswordSchema = secret(8, 128).describe("A password of 8 to 128 characters.");

/** Whoever wants an account. */
export const registrationSchema = z.strictObject({
  role: openRoleSchema,
  phone: phoneSchema,
  password: newPasswordSchema,
  name: line(100),
  locale: languageSchema.optional(),
});

/** Who somebody is, as others of his organization see him, too. */
export const userSchema = z.object({
  id: idOf("usr"),
  role: roleSchema,
  phone: phoneSchema,
  name: line(100),
});

/** The account and its first tokens. */
export const registeredSchema = tokensSchema.extend({ user: userSchema });
