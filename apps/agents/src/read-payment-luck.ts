import type { PaymentLuck } from "@msafara/integrations";
import { z } from "zod";

const Mishap = z.enum([
  "decline",
  "customer-silent",
  "refuse",
  "dawdle",
  "act-and-hush",
  "idle-and-hush",
]);

const Rule = z.strictObject({
  meets: Mishap,
  deed: z.enum(["hold", "void", "release", "refund"]).exactOptional(),
  shipperId: z.string().exactOptional(),
  from: z.int().min(0).exactOptional(),
  endsIn: z.int().min(0).max(99).exactOptional(),
});

const Luck = z.strictObject({
  rules: z.array(Rule).max(100).exactOptional(),
  chances: z.partialRecord(Mishap, z.number().min(0).max(1)).exactOptional(),
});

/**
 * How the provider of payments that stands in shall misbehave, as an operator writes it: JSON such as
 * `{"rules":[{"deed":"hold","endsIn":13,"meets":"decline"}]}`. Nothing where it makes no sense.
 */
export function readPaymentLuck(text: string): PaymentLuck | undefined {
  try {
    return Luck.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
