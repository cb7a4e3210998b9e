import { fromIso, toIso } from "@msafara/kernel";
import { z } from "zod";

const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2101, 0, 1) - 1;

/**
 * ISO 8601 with its offset on the wire, milliseconds inside. Dates centuries away are slips of a
 * client's arithmetic, and would be kept by timers for ever.
 */
export const instantSchema = z.codec(
  z.string().max(40).meta({
    format: "date-time",
    description: "An instant with its offset, in the years 2000 to 2100.",
  }),
  z.int().min(FIRST).max(LAST),
  {
    decode: (text, { issues }) => {
      const instant = fromIso(text);
      if (instant !== undefined && instant >= FIRST && instant <= LAST) return instant;
      issues.push({ code: "invalid_format", format: "datetime", input: text });
      return z.NEVER;
    },
    encode: toIso,
  },
);

/** A day without a time, as licences have it: `2027-06-30`. */
export const daySchema = z.iso
  .date()
  .refine((day) => day.startsWith("20"), { params: { rule: "this-century" } })
  .describe("A day in the years 2000 to 2099.");

/** From and to, the earlier first. */
export const windowSchema = z
  .strictObject({ from: instantSchema, to: instantSchema })
  .refine(({ from, to }) => from < to, { path: ["to"], params: { rule: "after-from" } })
  .describe("A span of time; its end comes after its beginning.");
