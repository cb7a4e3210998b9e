import { z } from "zod";
import { tokenSchema } from "../identity/token.ts";
import { instantSchema } from "../instant.ts";
import { PROBLEM_CODES } from "../problems/problem-table.ts";
import { topicSchema } from "./topic.ts";

const seq = z.int().min(0);

/** The first frame of a client, and again before its token ends. */
export const authFrameSchema = z.strictObject({
  type: z.literal("auth"),
  token: tokenSchema,
  device: z
    .stringFormat("device", /^[\w.:-]{1,64}$/)
    .optional()
    .describe("The session of this install, which numbers its own fixes."),
});

/** Wants to follow; `after` has the server replay what was missed. */
export const subscribeFrameSchema = z.strictObject({
  type: z.literal("subscribe"),
  topic: topicSchema,
  after: seq.optional(),
});

/** Wants to follow no longer, which makes room for another topic. */
export const unsubscribeFrameSchema = z.strictObject({
  type: z.literal("unsubscribe"),
  topic: topicSchema,
});

/** Asks whether somebody is there. Either side may. */
export const pingFrameSchema = z.strictObject({ type: z.literal("ping") });

/** Somebody is there. */
export const pongFrameSchema = z.strictObject({ type: z.literal("pong") });

/** Whatever a client may send as text. */
export const askedFrameSchema = z.discriminatedUnion("type", [
  authFrameSchema,
  subscribeFrameSchema,
  unsubscribeFrameSchema,
  pingFrameSchema,
  pongFrameSchema,
]);

/** Followed from here on; `seq` is the last number so far. */
export const subscribedFrameSchema = z.object({
  type: z.literal("subscribed"),
  topic: topicSchema,
  seq,
});

/** Something happened, with the next number of its topic. */
export const eventFrameSchema = z.object({
  type: z.literal("event"),
  topic: topicSchema,
  seq,
  name: z.string().max(64),
  at: instantSchema,
  data: z.record(z.string().max(64), z.unknown()),
});

/** Where a truck is; it has no number, for the latest wins. */
export const positionFrameSchema = z.object({
  type: z.literal("position"),
  topic: topicSchema,
  at: instantSchema,
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  speed: z.number().min(0).max(655.34).optional().describe("Metres a second."),
  heading: z.number().min(0).max(360).optional().describe("Degrees clockwise from north."),
});

/** What could not be done. */
export const errorFrameSchema = z.object({
  type: z.literal("error"),
  code: z.enum(PROBLEM_CODES),
  detail: z.string().max(1_000),
  topic: topicSchema.optional(),
});

/** Whatever a server may send as text. */
export const toldFrameSchema = z.discriminatedUnion("type", [
  subscribedFrameSchema,
  eventFrameSchema,
  positionFrameSchema,
  errorFrameSchema,
  pingFrameSchema,
  pongFrameSchema,
]);

/** Why a server closes a socket, beyond what RFC 6455 has. */
export const CLOSE_CODES = {
  /** The token has ended, or there was none. */
  signedOut: 4001,
  /** Nothing was heard for too long, not even a pong. */
  silent: 4002,
  /** The reader is too slow for its buffer, and comes back by `after`. */
  tooSlow: 4008,
} as const;

/** The largest frames that a server reads; beyond them it closes with 1009. */
export const FRAME_BYTES_MAX = { text: 65_536, binary: 16_384 } as const;
