import type { ProblemCode } from "@msafara/contracts";
import { feedKey } from "./feed-key.ts";
import { followFeed } from "./follow-feed.ts";
import { type Followed, openFollowed } from "./followed.ts";
import type { Line } from "./open-line.ts";
import { placeOfTopic } from "./place-of-topic.ts";

/** What is to be followed. */
interface Wish {
  readonly topic: string;
  readonly ticket: number;
  readonly after?: number;
}

/** Begins to follow a topic if the person may, at this very moment; otherwise says why not. */
export async function followTopic(line: Line, wish: Wish): Promise<void> {
  const { topic, ticket } = wish;
  const followed = openFollowed();
  line.followed.set(ticket, followed);
  try {
    const code = await begin(line, wish, followed);
    if (code !== "followed") line.happen({ type: "refused", topic, ticket, code });
  } catch (error) {
    line.house.log.warn({ event: "socket.unfollowed", error }, "a topic could not be followed");
    line.happen({ type: "refused", topic, ticket, code: "try-again" });
  }
}

async function begin(
  line: Line,
  wish: Wish,
  followed: Followed,
): Promise<ProblemCode | "followed"> {
  const visitor = line.session().pass?.visitor;
  if (visitor === undefined) return "topic-not-found";
  const audience = await line.house.askAudience(visitor, wish.topic);
  if (audience === undefined) return "topic-not-found";
  followed.audience = audience;
  if (wish.topic.startsWith("truck/")) return await followPlaces(line, wish, followed);
  const asked = { topic: wish.topic, actor: visitor.actor, audience };
  const place = await placeOfTopic(line.house, asked);
  if (place === undefined) return "topic-not-found";
  const key = feedKey({ name: wish.topic, ...place });
  return await followEvents(line, { ...wish, key }, followed);
}

async function followEvents(
  { house, happen, outbox }: Line,
  { topic, ticket, after, key }: Wish & { readonly key: string },
  followed: Followed,
): Promise<"followed" | "resume-impossible"> {
  const { thing: feed, release } = await house.feeds.take(key);
  followed.onLeave(release);
  if (after !== undefined) house.metrics.replayed();
  const following = await followFeed(feed, after, {
    begin: (seq) => happen({ type: "followed", topic, ticket, seq }),
    tell: ({ frame }) => happen({ type: "live", topic, ticket, frame }),
    room: outbox.room,
    isGone: followed.isLeft,
  });
  if (following === "resume-impossible") return following;
  followed.onLeave(following.leave);
  return "followed";
}

/** Places have no numbers, so nothing is replayed: the latest comes first. */
async function followPlaces(
  { house, happen, outbox }: Line,
  { topic, ticket }: Wish,
  followed: Followed,
): Promise<"followed"> {
  const { thing: hearing, release } = await house.places.take(topic);
  followed.onLeave(release);
  if (followed.isLeft()) return "followed";
  happen({ type: "followed", topic, ticket, seq: 0 });
  const hear = (frame: Uint8Array) => outbox.place(topic, frame);
  hearing.ears.add(hear);
  followed.onLeave(() => hearing.ears.delete(hear));
  const latest = hearing.latest();
  if (latest !== undefined) hear(latest);
  return "followed";
}
