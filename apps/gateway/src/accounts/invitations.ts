import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import { normalizePhone } from "@msafara/store";
import type { Handler, Handlers } from "../door/handler.ts";
import { hashToken } from "../identity/hash-token.ts";
import { mayInvite, mayInviteAnybody } from "../identity/may-invite.ts";
import type { Reception } from "../identity/reception.ts";
import { invitationToken, sendInvitation } from "../identity/send-invitation.ts";
import { noteRead } from "./note-read.ts";
import { pageById } from "./page-by-id.ts";
import { answerIn, receiptFor } from "./receipt-for.ts";
import { seeOrganization } from "./see-organization.ts";
import { lineOf, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "invite" | "listInvitations" | "acceptInvitation">;

/** Asking people in, and coming. */
export function invitations(reception: Reception): Handlers<Routes> {
  return {
    invite: inviting(reception),
    listInvitations: listing(reception),
    acceptInvitation: accepting(reception),
  };
}

function inviting(reception: Reception): Handler<Routes["invite"]> {
  const { identity, masterKey, world } = reception;
  return async (call) => {
    const { role } = call.body;
    const written = normalizePhone(call.body.phone);
    if (isRefusal(written)) return written;
    const { phone } = written;
    const told = await identity.once(receiptFor(reception, "invite", call), async (tx) => {
      const user = await standing(tx, call);
      if (isRefusal(user)) return user;
      const seen = await seeOrganization(tx, call);
      if (isRefusal(seen)) return seen;
      const { id: organization, name, memberRole } = seen;
      if (memberRole === null || !mayInvite(memberRole, role)) return refuse("not-allowed");
      const [offer, now] = [world.mint("ivt"), world.now()];
      const tokenHash = hashToken(invitationToken(masterKey, offer));
      const by = { user: user.id, role: memberRole };
      const place = { id: offer, organization, phone, role, tokenHash, by, now };
      const offered = await tx.invite(place);
      if (isRefusal(offered)) return offered;
      const { id, expiresAt } = offered;
      await tx.appendAudit([lineOf(call, { act: "invitation.offered", resource: id })]);
      return { id, offer, name, createdAt: now, expiresAt };
    });
    const offered = answerIn(told);
    if (!("answer" in offered)) return offered;
    const { offer, name, ...kept } = offered.answer;
    const known = { organizationId: call.params.id, phone, role, status: "open" as const };
    const body = { ...kept, ...known };
    if (call.dryRun) return { rehearsed: body };
    // Also when the command comes again: perhaps it comes because the message was never sent.
    const { language } = call;
    await sendInvitation(reception, { offer, organization: name, phone, language });
    return { status: 201, body, ...offered.again };
  };
}

function listing({ identity, world }: Reception): Handler<Routes["listInvitations"]> {
  return async (call) => {
    const seen = await seeOrganization(identity, call);
    if (isRefusal(seen)) return seen;
    const { id: organizationId, memberRole } = seen;
    // Phones of others are for those who look after them.
    if (memberRole !== null && !mayInviteAnybody(memberRole)) return refuse("not-allowed");
    const page = await pageById({ kind: "ivt", ...call.query }, async (wish) => {
      const offers = { organization: organizationId, now: world.now(), ...wish };
      return await identity.listInvitations(offers);
    });
    if (isRefusal(page)) return page;
    await noteRead(identity, call, { act: "invitations.viewed", resource: organizationId });
    const items = page.items.map(({ invitedBy: _invitedBy, ...offer }) => {
      return { ...offer, organizationId, status: "open" as const };
    });
    return { status: 200, body: { ...page, items } };
  };
}

function accepting({ identity, world }: Reception): Handler<Routes["acceptInvitation"]> {
  return async (call) => {
    const taken = await identity.together(async (tx) => {
      const user = await standing(tx, call);
      if (isRefusal(user)) return user;
      const now = world.now();
      const offer = { tokenHash: hashToken(call.body.token), user: user.id, now };
      const membership = await tx.acceptInvitation(offer);
      if (isRefusal(membership)) return membership;
      const { organization: id, role } = membership;
      await tx.appendAudit([lineOf(call, { act: "invitation.accepted", resource: id })]);
      const seen = await tx.findOrganization({ id, viewer: user.id });
      const { name = "", createdAt = now } = seen ?? {};
      return { organization: { id, name, createdAt }, role, joinedAt: now };
    });
    return isRefusal(taken) ? taken : { status: 200, body: taken };
  };
}
