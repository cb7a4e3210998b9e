import { z } from "zod";
import { idOf } from "../id.ts";
import { line } from "../text.ts";

/** Why an account is shut out, or let in again; the record keeps it. */
export const standingChangeSchema = z.strictObject({ reason: line(200) });

/** How an account stands with the market. */
export const standingSchema = z.object({
  id: idOf("usr"),
  suspended: z.boolean().describe("Whether it can do nothing, nor sign in."),
});
