import { isRefusal, type Refusal, refuse } from "@msafara/kernel";
import type { KnownUser } from "@msafara/store";
import { beginSession } from "./begin-session.ts";
import { type Caller, type Reception, SECOND_FACTOR } from "./reception.ts";
import type { TokenPair } from "./refresh-token.ts";
import { sealingFor, unseal } from "./sealing.ts";
import { findTotpStep } from "./totp.ts";
import { WAITS } from "./wait-after-failures.ts";

/** What somebody shows at the door. */
export interface Credentials {
  readonly phone: string;
  readonly password: string;
  readonly otp?: string;
}

/** Why somebody does not come in. */
export type SignInRefusal =
  | "too-many-attempts"
  | "credentials-wrong"
  | "mfa-required"
  | "mfa-wrong"
  | "account-suspended";

/**
 * Lets somebody in by phone and password, and a code where a second factor is on (U48). The attempt
 * counts as failed until all of it has succeeded; an unknown phone takes as long as a known one.
 */
export async function signIn(
  reception: Reception,
  { phone, password, otp }: Credentials,
  caller: Caller,
): Promise<TokenPair | Refusal<SignInRefusal>> {
  const { identity, passwords, world } = reception;
  const { address } = caller;
  const attempt = { phone, address, waits: WAITS, now: world.now() };
  // Who it is may be asked meanwhile: nothing is held against his hash before the attempt is counted.
  const [noted, user] = await Promise.all([
    identity.noteLoginAttempt(attempt),
    identity.findUserByPhone(phone),
  ]);
  if (isRefusal(noted)) return noted;
  const { isRight, isOutdated } = await passwords.verify(password, user?.passwordHash);
  if (user === undefined || !isRight) return refuse("credentials-wrong");
  const second = await proveSecondFactor(reception, user, otp);
  if (isRefusal(second)) return second;
  const passwordHash = isOutdated ? await upgrade(reception, user, password) : user.passwordHash;
  const mine = { phone, address };
  return await beginSession(reception, { ...user, passwordHash, attempt: mine }, caller);
}

async function proveSecondFactor(
  { identity, masterKey, world }: Reception,
  { id, secondFactor }: KnownUser,
  otp: string | undefined,
): Promise<{ readonly taken: true } | Refusal<"mfa-required" | "mfa-wrong">> {
  if (secondFactor === null) return { taken: true };
  if (otp === undefined) return refuse("mfa-required");
  const now = world.now();
  const secret = Buffer.from(
    unseal(sealingFor(masterKey, SECOND_FACTOR), secondFactor),
    "base64url",
  );
  const step = findTotpStep(secret, otp, now);
  if (step === undefined) return refuse("mfa-wrong");
  return await identity.spendSecondFactor({ user: id, secret: secondFactor, step, now });
}

/** The password is at hand only now: its hash gets today's cost. */
async function upgrade(
  { identity, passwords }: Reception,
  { id, passwordHash: from }: KnownUser,
  password: string,
): Promise<string> {
  const to = await passwords.hash(password);
  return (await identity.upgradePassword({ user: id, from, to })) ? to : from;
}
