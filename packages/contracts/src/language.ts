import { z } from "zod";

/** The languages of the house. */
export const languageSchema = z.enum(["en", "sw"]).describe("English or Swahili.");

/** A language of the house. */
export type Language = z.output<typeof languageSchema>;
