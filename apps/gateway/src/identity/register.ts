import { isRefusal, type Refusal } from "@msafara/kernel";
import type { NewUser } from "@msafara/store";
import { beginSession } from "./begin-session.ts";
import type { Caller, Reception } from "./reception.ts";
import type { TokenPair } from "./refresh-token.ts";
import { sendCode } from "./send-code.ts";

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

/** Makes an account with the agent that acts for it, sends a code to its phone, and lets it in. */
export async function register(
  reception: Reception,
  { role, phone, password, name, locale }: Registration,
  caller: Caller,
): Promise<
  | Registered
  | Refusal<"phone-taken" | "account-suspended" | "credentials-wrong" | "organization-not-found">
> {
  const { identity, passwords, world } = reception;
  const [id, agent] = [world.mint("usr"), world.mint(AGENTS[role])];
  const passwordHash = await passwords.hash(password);
  const user = { id, role, agent, phone, name, locale, passwordHash };
  const made = await identity.registerUser({ ...user, now: world.now() });
  if (isRefusal(made)) return made;
  const pair = await beginSession(reception, user, caller);
  if (isRefusal(pair)) return pair;
  await sendCode(reception, { user: id, purpose: "phone", phone, locale });
  return { user: { id, role, agent, phone, name }, pair };
}
