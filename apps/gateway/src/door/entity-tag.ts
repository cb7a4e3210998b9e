import { createHash } from "node:crypto";

const LETTERS = 22;

/** The version of what was read: the same answer has the same tag, through whichever gateway. */
export function entityTag(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, LETTERS)}"`;
}

/** Whether the caller has this version already, as `If-None-Match` says. An edge that packs makes tags weak. */
export function hasTag(asked: string | undefined, tag: string): boolean {
  if (asked === undefined) return false;
  const tags = asked.split(",").map((part) => part.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(tag);
}
