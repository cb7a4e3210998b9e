import { type Id, type Refusal, refuse } from "@msafara/kernel";
import type { Identity, SeenOrganization } from "@msafara/store";
import type { Visitor } from "../door/handler.ts";

/** The organization that a call names, to whoever belongs to it or operates the market (U192, U193). */
export async function seeOrganization(
  { findOrganization }: Pick<Identity, "findOrganization">,
  {
    visitor: { actor },
    params: { id },
  }: { readonly visitor: Visitor; readonly params: { readonly id: Id<"org"> } },
): Promise<SeenOrganization | Refusal<"organization-not-found">> {
  const seen = await findOrganization({ id, viewer: actor.userId });
  const isOperator = actor.role === "admin" || actor.role === "support";
  // To a stranger there is none, so that nobody learns which ids are taken.
  if (seen === undefined || (seen.memberRole === null && !isOperator)) {
    return refuse("organization-not-found");
  }
  return seen;
}
