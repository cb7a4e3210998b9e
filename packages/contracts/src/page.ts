import { z } from "zod";
import { wholeIn } from "./query.ts";

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** Where the last page ended. Opaque: whoever looks inside will be disappointed by the next release. */
const cursorSchema = z
  .stringFormat("cursor", /^[\w-]{1,512}$/)
  .describe("What the last page gave as `nextCursor`.");

/** What every list can be asked. */
export const pageQuery = {
  limit: wholeIn(1, LIMIT_MAX).default(LIMIT_DEFAULT).describe("50 unless told."),
  cursor: cursorSchema.optional(),
};

/** One page of a list, and where the next begins; `null` when there is none. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).max(LIMIT_MAX),
    nextCursor: cursorSchema.nullable(),
  });
}
