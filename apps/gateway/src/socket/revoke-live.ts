import type { Id } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import { sayAndKeep } from "./open-hearing.ts";

/** Ends the open sockets of a session on all gateways. Called once its revocation is committed. */
export async function revokeLive(
  bus: Pick<Bus, "live" | "cache">,
  family: Id<"fam">,
): Promise<void> {
  await sayAndKeep(bus, sessionChannel(family), Uint8Array.of(1));
}

/** Where it is said that a session was revoked; whatever is said there means it. */
export function sessionChannel(family: string): string {
  return `session/${family}`;
}
