import { Fault, isRefusal, type Refusal, refuse } from "@msafara/kernel";
import { isWeakPassword, type NewUser } from "@msafara/store";
import { audited, auditLineOf } from "./audited.ts";
import { beginSession, type SessionRefusal } from "./begin-session.ts";
import type { Caller, Reception } from "./reception.ts";
import type { TokenPair } from "./refresh-token.ts";
import { type CodeWish, sendCode } from "./send-code.ts";
import { WAITS } from "./wait-after-failures.ts";

/** Whoever wants an account. Admins and support are made by operators, never here. */
export interface Registration extends Pick<NewUser, "phone" | "name" | "locale"> {
  readonly role: "shipper" | "driver" | "facility";
  readonly password: string;
}

/** An account that was made, with its first session. */
export interface Registered {
  readonly user: Pick<NewUser, "id" | "role" | "agent" | "phone" | "name">;
  readonly pair: TokenPair;
}

const AGENTS = { shipper: "shr", driver: "drv", facility: "fac" } as const;

/** Why an account is not made. */
export type RegisterRefusal =
  | "password-weak"
  | "too-many-attempts"
  | "phone-taken"
  | SessionRefusal;

/**
 * Makes an account with the agent that acts for it, sends a code to its phone, and lets it in. Whoever
 * asks in vain, perhaps to learn which phones are taken, has to wait, by address.
 */
export async function register(
  reception: Reception,
  { role, phone, password, name, locale }: Registration,
  caller: Caller,
): Promise<Registered | Refusal<RegisterRefusal>> {
  const { identity, passwords, world } = reception;
  if (isWeakPassword(password, { phone, name })) return refuse("password-weak");
  const { address } = caller;
  const noted = await identity.noteLoginAttempt({ address, waits: WAITS, now: world.now() });
  if (isRefusal(noted)) return noted;
  const [id, agent] = [world.mint("usr"), world.mint(AGENTS[role])];
  const passwordHash = await passwords.hash(password);
  const user = { id, role, agent, phone, name, locale, passwordHash };
  const line = auditLineOf(caller, { who: id, act: "user.registered", resource: id });
  const made = await audited(identity, line, (tx) =>
    tx.registerUser({ ...user, now: world.now() }),
  );
  if (isRefusal(made)) return made;
  await identity.forgiveLogin({ address });
  const pair = await beginSession(reception, { ...user, membership: null }, caller);
  if (isRefusal(pair)) return pair;
  await sendFirstCode(reception, { user: id, phone, locale }, caller);
  return { user: { id, role, agent, phone, name }, pair };
}

/**
 * The account is there, and whoever asked for it has to learn so, whatever became of the message: a code
 * for a new password proves the phone as well.
 */
async function sendFirstCode(
  reception: Reception,
  { user, phone, locale }: Omit<CodeWish, "purpose">,
  caller: Caller,
): Promise<void> {
  try {
    await sendCode(reception, { user, purpose: "phone", phone, locale });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const line = { who: user, act: "code.unsent", resource: user };
    await reception.identity.appendAudit([auditLineOf(caller, line)]);
  }
}
