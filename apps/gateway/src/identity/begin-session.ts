import { isRefusal, type Refusal } from "@msafara/kernel";
import type { KnownUser } from "@msafara/store";
import { mintPair } from "./mint-pair.ts";
import { type Caller, endsOf, type Reception } from "./reception.ts";
import type { TokenPair } from "./refresh-token.ts";

/** Opens a session for somebody who has just proved who they are. */
export async function beginSession(
  reception: Pick<Reception, "identity" | "ring" | "luck" | "world">,
  user: Pick<KnownUser, "id" | "role" | "agent" | "passwordHash">,
  { device, address }: Caller,
): Promise<
  TokenPair | Refusal<"account-suspended" | "credentials-wrong" | "organization-not-found">
> {
  const { identity, world } = reception;
  const now = world.now();
  const family = world.mint("fam");
  const endsAt = endsOf(now).session;
  const { id, role, agent, passwordHash } = user;
  const [membership] = await identity.listMemberships({ user: id, limit: 1 });
  const claims = { family, user: id, role, agent, openedAt: now, endsAt };
  const { organization = null, role: memberRole = null } = membership ?? {};
  const { pair, kept } = mintPair(reception, { ...claims, organization, memberRole }, now);
  const opened = await identity.openSession({
    family,
    user: id,
    address,
    ...(device !== undefined && { device }),
    ...(organization !== null && { organization }),
    token: kept,
    endsAt,
    passwordHash,
    now,
  });
  return isRefusal(opened) ? opened : pair;
}
