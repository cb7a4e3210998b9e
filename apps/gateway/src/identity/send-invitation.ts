import { type Id, isRefusal, type Refusal, refuse } from "@msafara/kernel";
import type { MemberRole } from "@msafara/store";
import { hashToken } from "./hash-token.ts";
import { mayInvite } from "./may-invite.ts";
import type { Reception } from "./reception.ts";

const SECRET_BYTES = 32;

/** A place that somebody wants to offer. */
export interface InvitationWish {
  readonly organization: { readonly id: Id<"org">; readonly name: string };
  readonly phone: string;
  readonly role: MemberRole;
  readonly by: { readonly user: Id<"usr">; readonly role: MemberRole };
  readonly locale: "en" | "sw";
}

const TEXTS = {
  en: (name: string, token: string) => `Msafara: ${name} asks you to join. Your code: ${token}`,
  sw: (name: string, token: string) => `Msafara: ${name} inakualika ujiunge. Namba yako: ${token}`,
} as const;

/** Offers a place, and sends its token to the phone; nobody else ever sees the token. */
export async function sendInvitation(
  { identity, sms, luck, world }: Pick<Reception, "identity" | "sms" | "luck" | "world">,
  { organization, phone, role, by, locale }: InvitationWish,
): Promise<
  | { readonly id: Id<"ivt">; readonly expiresAt: number }
  | Refusal<"not-allowed" | "organization-not-found" | "already-member">
> {
  if (!mayInvite(by.role, role)) return refuse("not-allowed");
  const token = `msf_inv_${Buffer.from(luck(SECRET_BYTES)).toString("base64url")}`;
  const tokenHash = hashToken(token);
  const wish = { id: world.mint("ivt"), organization: organization.id, phone, role, tokenHash, by };
  const offered = await identity.invite({ ...wish, now: world.now() });
  if (isRefusal(offered)) return offered;
  const text = TEXTS[locale](organization.name, token);
  await sms.send({ to: phone, text, key: `invitation:${tokenHash}` });
  return offered;
}
