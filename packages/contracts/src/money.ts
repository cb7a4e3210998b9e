import { z } from "zod";

/** Minor units and an ISO 4217 code. What cannot be counted exactly is refused. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
