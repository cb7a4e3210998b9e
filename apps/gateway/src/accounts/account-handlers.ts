/* oxlint-disable house/no-banned-file-names -- "Handler" is the word of the port at the door: these are its handlers. */
import type { ROUTES } from "@msafara/contracts";
import type { Handlers } from "../door/handler.ts";
import type { Reception } from "../identity/reception.ts";
import { apiKeys } from "./api-keys.ts";
import { comingIn } from "./coming-in.ts";
import { members } from "./members.ts";
import { invitations } from "./invitations.ts";
import { organizations } from "./organizations.ts";
import { phoneProofs } from "./phone-proofs.ts";
import { secondFactor } from "./second-factor.ts";
import { ownAccount } from "./own-account.ts";
import { ownSessions } from "./own-sessions.ts";
import { suspensions } from "./suspensions.ts";

type AccountRoutes = Pick<
  typeof ROUTES,
  | "register"
  | "login"
  | "refresh"
  | "verifyPhone"
  | "resendCode"
  | "changePassword"
  | "eraseAccount"
  | "suspendUser"
  | "reinstateUser"
  | "listMembers"
  | "removeMember"
  | "forgotPassword"
  | "resetPassword"
  | "logout"
  | "me"
  | "enrollMfa"
  | "confirmMfa"
  | "removeMfa"
  | "listSessions"
  | "endSession"
  | "createOrganization"
  | "readOrganization"
  | "invite"
  | "listInvitations"
  | "acceptInvitation"
  | "createApiKey"
  | "listApiKeys"
  | "revokeApiKey"
>;

/** Answers everything about who people are: accounts, sessions, organizations and keys (U48, U49). */
export function accountHandlers(reception: Reception): Handlers<AccountRoutes> {
  return {
    ...comingIn(reception),
    ...phoneProofs(reception),
    ...secondFactor(reception),
    ...ownAccount(reception),
    ...ownSessions(reception),
    ...organizations(reception),
    ...members(reception),
    ...invitations(reception),
    ...apiKeys(reception),
    ...suspensions(reception),
  };
}
