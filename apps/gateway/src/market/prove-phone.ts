import { refuse, type Refusal } from "@msafara/kernel";
import type { MarketDesk } from "./market-desk.ts";
import type { Asked } from "./send-command.ts";

/**
 * Who trades stands well and has proved his phone: somebody has to be reachable on the road. A token may
 * be minutes older than a suspension. Operators trade for others.
 */
export async function provePhone(
  { people }: Pick<MarketDesk, "people">,
  { visitor: { actor } }: Pick<Asked, "visitor">,
): Promise<Refusal<"phone-not-verified" | "account-suspended"> | undefined> {
  if (actor.role === "admin" || actor.role === "support") return undefined;
  const user = await people.findUser(actor.userId);
  if (typeof user?.suspendedAt === "number") return refuse("account-suspended");
  return typeof user?.phoneVerifiedAt === "number" ? undefined : refuse("phone-not-verified");
}
