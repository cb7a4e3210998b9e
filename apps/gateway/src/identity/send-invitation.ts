import { createHmac } from "node:crypto";
import type { Id } from "@msafara/kernel";
import type { Language } from "@msafara/contracts";
import type { Reception } from "./reception.ts";
import { hashToken } from "./hash-token.ts";

/** An offer that was made, and how to tell the phone of it. */
export interface Offer {
  /** One for each time that a place is offered, also when it is offered to the same phone again. */
  readonly offer: Id<"ivt">;
  readonly organization: string;
  readonly phone: string;
  readonly language: Language;
}

const TEXTS = {
  en: (name: string, token: string) => `Msafara: ${name} asks you to join. Your code: ${token}`,
  sw: (name: string, token: string) => `Msafara: ${name} inakualika ujiunge. Namba yako: ${token}`,
} as const;

/**
 * The token of an offer. It is made from the offer under a key that the database never sees, so that it
 * lies nowhere, and a command that comes again sends the message that was lost.
 */
export function invitationToken(masterKey: Uint8Array, offer: Id<"ivt">): string {
  const mac = createHmac("sha256", masterKey).update(`invitation:${offer}`).digest("base64url");
  return `msf_inv_${mac}`;
}

/** Sends the token to the phone; nobody else ever sees it. */
export async function sendInvitation(
  { sms, masterKey }: Pick<Reception, "sms" | "masterKey">,
  { offer, organization, phone, language }: Offer,
): Promise<void> {
  const token = invitationToken(masterKey, offer);
  const text = TEXTS[language](organization, token);
  await sms.send({ to: phone, text, key: `invitation:${hashToken(token)}` });
}
