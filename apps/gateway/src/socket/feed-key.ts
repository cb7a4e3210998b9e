import type { Address } from "@msafara/runtime";

/** Which feed: a topic as clients call it, whose events those are, and for whom. */
export interface FeedName {
  readonly name: string;
  readonly topic: Address;
  readonly audience: string;
}

/** One text for one feed. */
export function feedKey({ name, topic, audience }: FeedName): string {
  return `${name} ${topic} ${audience}`;
}

/** The feed that a text means. No part has a space in it, and an audience comes last. */
export function feedOfKey(key: string): FeedName {
  const [name = "", address = "", ...audience] = key.split(" ");
  const slash = address.indexOf("/");
  const topic: Address = `${address.slice(0, slash)}/${address.slice(slash + 1)}`;
  return { name, topic, audience: audience.join(" ") };
}
