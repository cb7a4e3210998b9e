import { type Refusal, refuse } from "@msafara/kernel";
import type { Reception } from "./reception.ts";
import { sendCode } from "./send-code.ts";
import { hashCode } from "./verification-code.ts";

/** Sends a code by which a password can be set. Whether the phone is known, nobody learns. */
export async function sendResetCode(reception: Reception, phone: string): Promise<void> {
  const user = await reception.identity.findUserByPhone(phone);
  if (user === undefined) return;
  const { id, locale } = user;
  await sendCode(reception, { user: id, purpose: "password", phone, locale });
}

/** A new password, and the code that came by message. */
export interface ForgottenPassword {
  readonly phone: string;
  readonly code: string;
  readonly password: string;
}

/** Sets a password for whoever has the code that was sent; ends every session of the account. */
export async function resetForgotten(
  { identity, passwords, masterKey, world }: Reception,
  { phone, code, password }: ForgottenPassword,
): Promise<{ readonly sessionsEnded: number } | Refusal<"code-expired" | "code-wrong">> {
  const user = await identity.findUserByPhone(phone);
  // As for an account that no code was sent to.
  if (user === undefined) return refuse("code-expired", { why: "none is out" });
  const passwordHash = await passwords.hash(password);
  const codeHash = hashCode(masterKey, { user: user.id, purpose: "password", code });
  return await identity.resetPassword({ user: user.id, codeHash, passwordHash, now: world.now() });
}
