import type { MemberRole } from "@msafara/store";

/** Whom each may ask in: owners anybody, the others only those whom they look after. */
const INVITES: Readonly<Record<MemberRole, readonly MemberRole[]>> = {
  owner: ["owner", "dispatcher", "fleet-manager", "driver", "facility-manager"],
  "fleet-manager": ["dispatcher", "driver"],
  dispatcher: ["driver"],
  "facility-manager": [],
  driver: [],
};

/** Whether a member may offer a place. Nobody but an owner offers a place as high as his own. */
export function mayInvite(inviter: MemberRole, invited: MemberRole): boolean {
  return INVITES[inviter].includes(invited);
}

/** Whether a member looks after anybody, and may see whom was asked in. */
export function mayInviteAnybody(member: MemberRole): boolean {
  return INVITES[member].length > 0;
}
