import type { Route } from "@msafara/contracts";
import type { Allowance } from "@msafara/runtime";
import type { Visitor } from "./handler.ts";
import { neighbourhoodOf } from "./neighbourhood-of.ts";

const MINUTE_MS = 60_000;
const USER_MAX = 100;
const KEY_MAX = 1_000;
/** A way takes a thread some milliseconds, and a plan seconds: questions are counted by themselves, and by their weight. */
const USER_QUESTIONS_MAX = 30;
const KEY_QUESTIONS_MAX = 300;
const GUEST_MAX = 100;
/** Whoever tries passwords and codes has nothing better than an address. */
const COMING_IN_MAX = 20;

/** How much of this somebody may ask in a minute: a user, a key, or whoever stands behind an address (U37). */
export function allowanceFor(
  { roles, manner, weight = 1 }: Pick<Route, "roles" | "manner" | "weight">,
  { visitor, address }: { readonly visitor: Visitor | undefined; readonly address: string },
): Allowance {
  const from = neighbourhoodOf(address);
  if (roles === "anyone" && manner === "credential") {
    return { key: `in/${from}`, limit: COMING_IN_MAX, windowMs: MINUTE_MS };
  }
  if (visitor === undefined) return { key: `ip/${from}`, limit: GUEST_MAX, windowMs: MINUTE_MS };
  const isKey = visitor.principal.startsWith("key_");
  if (manner === "question") {
    const limit = isKey ? KEY_QUESTIONS_MAX : USER_QUESTIONS_MAX;
    const key = `${visitor.principal}/questions`;
    return { key, limit, windowMs: MINUTE_MS, count: weight };
  }
  return { key: visitor.principal, limit: isKey ? KEY_MAX : USER_MAX, windowMs: MINUTE_MS };
}
