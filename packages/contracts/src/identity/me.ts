import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { languageSchema } from "../language.ts";
import { line } from "../text.ts";
import { userSchema } from "./registration.ts";
import { memberRoleSchema } from "./role.ts";

const MEMBERSHIPS_MAX = 50;

/** Everything about the caller that he may see at a glance. */
export const meSchema = userSchema.extend({
  locale: languageSchema,
  phoneVerified: z.boolean(),
  mfa: z.boolean().describe("Whether a second factor is asked for."),
  agent: z
    .union([idOf("shr"), idOf("drv"), idOf("fac")])
    .nullable()
    .describe("The agent that acts for the account; admins and support have none."),
  organizations: z
    .array(z.object({ id: idOf("org"), name: line(100), role: memberRoleSchema }))
    .max(MEMBERSHIPS_MAX),
  createdAt: instantSchema,
});

/** A second factor that waits to be confirmed; shown once. */
export const enrolmentSchema = z.object({
  secret: z.stringFormat("base32", /^[A-Z2-7]{16,128}$/).describe("For typing in by hand."),
  otpauthUrl: z.string().max(500).describe("For a picture that an authenticator reads."),
});

/** Whether a second factor is asked for from now on. */
export const factorSchema = z.object({ mfa: z.boolean() });
