import { refuse, type Refusal } from "@msafara/kernel";

/** Who may say what: the first part of the sender's name, and the rest where only one may. */
type Origin = "timer:" | "effect:" | `${string}/${string}` | `${string}/`;

/**
 * Whether a message comes from whom it must. What an engine brings back, and what other agents say, is
 * believed without a look at rights, so nobody else may say it.
 */
export function mayComeFrom(
  sender: string,
  origin: Origin | undefined,
): true | Refusal<"not-yours"> {
  if (origin === undefined) return true;
  const isKind = origin.endsWith("/") || origin.endsWith(":");
  const may = isKind ? sender.startsWith(origin) : sender === origin;
  return may ? true : refuse("not-yours", { sender });
}
