import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { pageOf } from "../page.ts";
import { line } from "../text.ts";

/** One login that has not ended, and where it comes from. */
export const sessionSchema = z.object({
  id: idOf("fam"),
  current: z.boolean().describe("Whether this very request belongs to it."),
  device: line(200).nullable().describe("What the client says it is."),
  address: z.string().max(64).nullable().describe("The address it was opened from."),
  openedAt: instantSchema,
  usedAt: instantSchema,
  endsAt: instantSchema,
});

/** One page of sessions. */
export const sessionsSchema = pageOf(sessionSchema);
