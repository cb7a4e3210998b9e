import { hash } from "node:crypto";

const LETTERS = 22;

/** The version of what was read: the same answer has the same tag, through whichever gateway. */
export function entityTag(text: string): string {
  return `"${hash("sha256", text, "base64url").slice(0, LETTERS)}"`;
}

/** The version of what counts in an answer, of which two that have the same tag may differ in the rest. */
export function weakTag(counts: string): string {
  return `W/${entityTag(counts)}`;
}

/** Whether the caller has this version already, as `If-None-Match` says. An edge that packs makes tags weak. */
export function hasTag(asked: string | undefined, tag: string): boolean {
  if (asked === undefined) return false;
  const tags = asked.split(",").map((part) => plain(part.trim()));
  return tags.includes("*") || tags.includes(plain(tag));
}

function plain(tag: string): string {
  return tag.startsWith("W/") ? tag.slice(2) : tag;
}
