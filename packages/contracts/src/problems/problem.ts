import { z } from "zod";
import { PROBLEM_CODES } from "./problem-table.ts";

/** One field that is not as wanted. */
export const fieldErrorSchema = z.object({
  path: z.string().max(500).describe("A JSON pointer (RFC 6901) into what was sent."),
  message: z.string().max(500),
});

/** One field that is not as wanted. */
export type FieldError = z.output<typeof fieldErrorSchema>;

/** A problem document of RFC 9457, with what our clients rely on beside it. */
export const problemSchema = z
  .object({
    type: z.string().max(200).describe("An address about the code, the same for ever."),
    title: z.string().max(200),
    status: z.int().min(400).max(599),
    code: z.enum(PROBLEM_CODES).describe("Stable; new ones may come."),
    detail: z.string().max(1_000).describe("A sentence for a person, in the language asked for."),
    instance: z.string().max(2_048),
    requestId: z.string().max(128),
    errors: z.array(fieldErrorSchema).max(100).optional(),
  })
  .describe("A problem document of RFC 9457.");

/** A problem document of RFC 9457, with what our clients rely on beside it. */
export type Problem = z.output<typeof problemSchema>;
