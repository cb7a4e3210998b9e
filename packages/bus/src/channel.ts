/** What a channel carries. */
type Kind = "answers" | "calls" | "live" | "rings";

/** Names the channel of one owner: a node's incarnation, a caller or a topic. */
export type Channel = (owner: string, kind: Kind) => string;

/**
 * Plain pub/sub, with names that are ready for the sharded kind: the braces are a hash tag, so all
 * channels of one owner fall into one slot and may be subscribed together by SSUBSCRIBE.
 */
export function channelsUnder(prefix: string): Channel {
  return (owner, kind) => `${prefix}:{${owner}}:${kind}`;
}
