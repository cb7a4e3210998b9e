import { refuse, type Refusal } from "@msafara/kernel";
import type { MarketDesk } from "./market-desk.ts";
import type { Asked } from "./send-command.ts";

/** Who trades has proved his phone: somebody has to be reachable on the road. Operators trade for others. */
export async function provePhone(
  { people }: Pick<MarketDesk, "people">,
  { visitor: { actor } }: Pick<Asked, "visitor">,
): Promise<Refusal<"phone-not-verified"> | undefined> {
  if (actor.role === "admin" || actor.role === "support") return undefined;
  const user = await people.findUser(actor.userId);
  return typeof user?.phoneVerifiedAt === "number" ? undefined : refuse("phone-not-verified");
}
