import { type Id, isRefusal, type Refusal } from "@msafara/kernel";
import type { CodePurpose } from "@msafara/store";
import type { Reception } from "./reception.ts";
import type { Message } from "./sms.ts";
import { hashCode, mintCode } from "./verification-code.ts";

/** Whom a code goes to, and what it proves. */
export interface CodeWish {
  readonly user: Id<"usr">;
  readonly purpose: CodePurpose;
  readonly phone: string;
  readonly locale: "en" | "sw";
}

const TEXTS = {
  en: (code: string) => `Msafara: your code is ${code}. Give it to nobody who asks for it.`,
  sw: (code: string) => `Msafara: namba yako ni ${code}. Usimpe mtu yeyote anayeiomba.`,
} as const;

/** Lets a fresh code out, unless one was sent just now or too many were sent today. It is yet to be sent. */
export async function issueCode(
  {
    identity,
    luck,
    masterKey,
    world,
  }: Pick<Reception, "identity" | "luck" | "masterKey" | "world">,
  { user, purpose, phone, locale }: CodeWish,
): Promise<{ readonly message: Message } | Refusal<"too-many-codes">> {
  const code = mintCode(luck);
  const hash = hashCode(masterKey, { user, purpose, code });
  const issued = await identity.issueCode({ user, purpose, hash, now: world.now() });
  if (isRefusal(issued)) return issued;
  // The key changes with the code: a repeated send of this one arrives once.
  return { message: { to: phone, text: TEXTS[locale](code), key: `code:${hash}` } };
}

/** Sends a fresh code, unless one was sent just now or too many were sent today. */
export async function sendCode(
  reception: Reception,
  wish: CodeWish,
): Promise<{ readonly sent: true } | Refusal<"too-many-codes">> {
  const issued = await issueCode(reception, wish);
  if (isRefusal(issued)) return issued;
  await reception.sms.send(issued.message);
  return { sent: true };
}
