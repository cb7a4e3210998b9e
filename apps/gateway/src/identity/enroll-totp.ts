import { type Id, isRefusal, type Refusal, refuse } from "@msafara/kernel";
import { type Reception, SECOND_FACTOR } from "./reception.ts";
import { seal, sealingFor, unseal } from "./sealing.ts";
import { findTotpStep, mintTotpSecret, toBase32, totpUri } from "./totp.ts";

/** A secret for an authenticator, shown once. */
export interface TotpEnrolment {
  readonly secret: string;
  readonly uri: string;
}

type Parts = Pick<Reception, "identity" | "masterKey" | "luck" | "world">;

/** Mints the secret of a second factor. It counts once a first code has confirmed it. */
export async function enrollTotp(
  { identity, masterKey, luck, world }: Parts,
  { user, phone }: { readonly user: Id<"usr">; readonly phone: string },
): Promise<TotpEnrolment | Refusal<"mfa-already-on">> {
  const secret = mintTotpSecret(luck);
  const text = Buffer.from(secret).toString("base64url");
  const sealed = seal(sealingFor(masterKey, SECOND_FACTOR), text, luck);
  const kept = await identity.enrollSecondFactor({ user, secret: sealed, now: world.now() });
  return isRefusal(kept) ? kept : { secret: toBase32(secret), uri: totpUri(secret, phone) };
}

/** Turns a second factor on, by a first code that shows that the authenticator has the secret. */
export async function confirmTotp(
  { identity, masterKey, world }: Omit<Parts, "luck">,
  { user, code }: { readonly user: Id<"usr">; readonly code: string },
): Promise<{ readonly taken: true } | Refusal<"mfa-not-on" | "mfa-wrong" | "mfa-already-on">> {
  const factor = await identity.findSecondFactor(user);
  if (factor === undefined) return refuse("mfa-not-on");
  if (factor.confirmedAt !== null) return refuse("mfa-already-on");
  const now = world.now();
  const text = unseal(sealingFor(masterKey, SECOND_FACTOR), factor.secret);
  const step = findTotpStep(Buffer.from(text, "base64url"), code, now);
  if (step === undefined) return refuse("mfa-wrong");
  return await identity.spendSecondFactor({ user, secret: factor.secret, step, now });
}
