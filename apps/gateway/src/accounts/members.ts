import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import type { Handler, Handlers } from "../door/handler.ts";
import { mayInvite } from "../identity/may-invite.ts";
import type { Reception } from "../identity/reception.ts";
import { noteRead } from "./note-read.ts";
import { pageById } from "./page-by-id.ts";
import { answerIn, receiptFor } from "./receipt-for.ts";
import { seeOrganization } from "./see-organization.ts";
import { lineOf, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "listMembers" | "removeMember">;

/** Who belongs to an organization, and whose place ends. */
export function members(reception: Reception): Handlers<Routes> {
  return { listMembers: listing(reception), removeMember: removing(reception) };
}

function listing({ identity }: Reception): Handler<Routes["listMembers"]> {
  return async (call) => {
    const seen = await seeOrganization(identity, call);
    if (isRefusal(seen)) return seen;
    const { id: organization } = seen;
    const page = await pageById({ kind: "usr", ...call.query }, async ({ before, limit }) => {
      const after = before === undefined ? {} : { after: before };
      const all = await identity.listMembers({ organization, limit, ...after });
      return all.map(({ user: id, ...member }) => ({ id, ...member }));
    });
    if (isRefusal(page)) return page;
    await noteRead(identity, call, { act: "members.viewed", resource: organization });
    return { status: 200, body: page };
  };
}

/** Whoever may offer a place may end it, and everybody may leave. */
function removing(reception: Reception): Handler<Routes["removeMember"]> {
  const { identity, revocations, world } = reception;
  return async (call) => {
    const { userId } = call.params;
    const told = await identity.once(receiptFor(reception, "removeMember", call), async (tx) => {
      const user = await standing(tx, call);
      if (isRefusal(user)) return user;
      const seen = await seeOrganization(tx, call);
      if (isRefusal(seen)) return seen;
      const { id: organization, memberRole } = seen;
      const member = await tx.findOrganization({ id: organization, viewer: userId });
      const role = member?.memberRole ?? null;
      if (role === null) return refuse("member-not-found");
      const may = userId === user.id || (memberRole !== null && mayInvite(memberRole, role));
      if (!may) return refuse("not-allowed");
      const removed = await tx.removeMember({ organization, user: userId, now: world.now() });
      if (isRefusal(removed)) return removed;
      const detail = { member: userId };
      await tx.appendAudit([
        lineOf(call, { act: "member.removed", resource: organization, detail }),
      ]);
      return { ended: removed.sessionsEnded };
    });
    const removed = answerIn(told);
    if (!("answer" in removed)) return removed;
    if (call.dryRun) return { rehearsed: null };
    revocations.tell(removed.answer.ended);
    return { status: 204, body: null, ...removed.again };
  };
}
