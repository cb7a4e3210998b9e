import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import type { Reception } from "../identity/reception.ts";
import { answerIn, receiptFor } from "./receipt-for.ts";
import { seeOrganization } from "./see-organization.ts";
import { lineOf, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "createOrganization" | "readOrganization">;

/** Founding an organization, and seeing it. */
export function organizations(reception: Reception): Handlers<Routes> {
  const { identity, world } = reception;
  return {
    createOrganization: async (call) => {
      const { name } = call.body;
      const receipt = receiptFor(reception, "createOrganization", call);
      const told = await identity.once(receipt, async (tx) => {
        const founder = await standing(tx, call);
        if (isRefusal(founder)) return founder;
        if (founder.phoneVerifiedAt === null) return refuse("phone-not-verified");
        const [id, createdAt] = [world.mint("org"), world.now()];
        await tx.foundOrganization({ id, name, founder: founder.id, now: createdAt });
        await tx.appendAudit([lineOf(call, { act: "organization.founded", resource: id })]);
        return { id, createdAt };
      });
      const founded = answerIn(told);
      if (!("answer" in founded)) return founded;
      const body = { ...founded.answer, name };
      return call.dryRun ? { rehearsed: body } : { status: 201, body, ...founded.again };
    },

    readOrganization: async (call) => {
      const seen = await seeOrganization(identity, call);
      if (isRefusal(seen)) return seen;
      const { id, name, createdAt } = seen;
      return { status: 200, body: { id, name, createdAt } };
    },
  };
}
