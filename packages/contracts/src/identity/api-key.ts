import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { pageOf } from "../page.ts";
import { line } from "../text.ts";
import { scopeSchema } from "./role.ts";

/** A key for one service, and what it may be used for. */
export const newApiKeySchema = z.strictObject({
  name: line(100),
  scopes: z
    .array(scopeSchema)
    .min(1)
    .max(scopeSchema.options.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, { params: { rule: "unique" } }),
});

/** A key as people know it afterwards: by its beginning. */
export const apiKeySchema = z.object({
  id: idOf("key"),
  name: line(100),
  scopes: z.array(scopeSchema).max(scopeSchema.options.length),
  prefix: z.string().max(32),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  rotateBy: instantSchema.describe("When its owner is reminded to replace it: after 90 days."),
});

/** A new key, whole. It is shown this once. */
export const shownApiKeySchema = apiKeySchema.extend({
  secret: z.stringFormat("api-key", /^msf_live_[\w-]{20,200}$/),
});

/** One page of keys. */
export const apiKeysSchema = pageOf(apiKeySchema);
