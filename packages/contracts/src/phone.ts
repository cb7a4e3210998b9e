import { z } from "zod";

/** A telephone number as the whole world dials it (E.164). */
export const phoneSchema = z
  .stringFormat("phone", /^\+[1-9]\d{6,14}$/)
  .describe("A telephone number in E.164.");
