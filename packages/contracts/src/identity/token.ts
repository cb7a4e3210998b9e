import { z } from "zod";

/** What a client was handed and hands back; nobody but us looks inside. */
export const tokenSchema = z
  .stringFormat("token", /^[\w.~+/=-]{16,4096}$/)
  .describe("An opaque token.");

const LIFE_S = 900;

/** A pair of tokens, under the names that RFC 6749 gives them (R20). */
export const tokensSchema = z.object({
  access_token: tokenSchema,
  refresh_token: tokenSchema,
  token_type: z.literal("Bearer"),
  expires_in: z.int().min(1).max(LIFE_S).describe("Seconds until the access token ends."),
});

/** A refresh token, to be exchanged for the next pair or to end its session. */
export const refreshSchema = z.strictObject({ refresh_token: tokenSchema });
