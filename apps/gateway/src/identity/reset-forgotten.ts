import { type Id, isRefusal, type Refusal, refuse } from "@msafara/kernel";
import { isWeakPassword } from "@msafara/store";
import { audited, auditLineOf } from "./audited.ts";
import type { Caller, Reception } from "./reception.ts";
import { sendCode } from "./send-code.ts";
import { hashCode } from "./verification-code.ts";
import { WAITS } from "./wait-after-failures.ts";

/**
 * Sends a code by which a password can be set. Whether the phone is known, nobody learns: not even from
 * how often it may be asked for. Whoever has many phones sent messages has to wait, by address.
 */
export async function sendResetCode(
  reception: Reception,
  phone: string,
  caller: Caller,
): Promise<{ readonly asked: true } | Refusal<"too-many-attempts">> {
  const { identity, chores, world } = reception;
  const attempt = { address: caller.address, waits: WAITS, now: world.now() };
  const noted = await identity.noteLoginAttempt(attempt);
  if (isRefusal(noted)) return noted;
  // After the answer, whose time would tell whether the phone is known.
  chores.later(() => sendToKnown(reception, phone, caller));
  return { asked: true };
}

async function sendToKnown(reception: Reception, phone: string, caller: Caller): Promise<void> {
  const { identity } = reception;
  const user = await identity.findUserByPhone(phone);
  if (user === undefined) return;
  const { id, locale } = user;
  const sent = await sendCode(reception, { user: id, purpose: "password", phone, locale });
  if (!isRefusal(sent)) {
    const line = { who: id, act: "password.forgotten", resource: id };
    await identity.appendAudit([auditLineOf(caller, line)]);
  }
}

/** A new password, and the code that came by message. */
export interface ForgottenPassword {
  readonly phone: string;
  readonly code: string;
  readonly password: string;
}

/** Why a password stays as it is. */
export type ResetRefusal = "password-weak" | "too-many-attempts" | "code-expired" | "code-wrong";

/** Sets a password for whoever has the code that was sent; ends every session of the account. */
export async function resetForgotten(
  { identity, passwords, masterKey, revocations, world }: Reception,
  { phone, code, password }: ForgottenPassword,
  caller: Caller,
): Promise<{ readonly sessionsEnded: readonly Id<"fam">[] } | Refusal<ResetRefusal>> {
  if (isWeakPassword(password, { phone })) return refuse("password-weak");
  const { address } = caller;
  const noted = await identity.noteLoginAttempt({ address, waits: WAITS, now: world.now() });
  if (isRefusal(noted)) return noted;
  // Hashed for an unknown phone, too, so that both take as long.
  const passwordHash = await passwords.hash(password);
  const user = await identity.findUserByPhone(phone);
  // As for an account that no code was sent to.
  if (user === undefined) return refuse("code-expired", { why: "none is out" });
  const { id } = user;
  const codeHash = hashCode(masterKey, { user: id, purpose: "password", code });
  const line = auditLineOf(caller, { who: id, act: "password.reset", resource: id });
  const reset = await audited(identity, line, (tx) =>
    tx.resetPassword({ user: id, codeHash, passwordHash, now: world.now() }),
  );
  if (isRefusal(reset)) return reset;
  revocations.tell(reset.sessionsEnded);
  await identity.forgiveLogin({ phone, address });
  return reset;
}
