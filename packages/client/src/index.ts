export { type Asked, type Call, type Calls, type Pages, type Told } from "./calls.ts";
export type { Fix } from "@msafara/contracts";
export type { LineState } from "./live/line-state.ts";
export type {
  LiveEvent,
  LivePosition,
  Told as LiveTold,
  ToldOf,
  Topic,
} from "./live/live-event.ts";
export type { Following } from "./live/open-following.ts";
export type { FollowWish, Live } from "./live/open-live.ts";
export type { SocketLike, SocketMaker } from "./live/socket-like.ts";
export { MsafaraProblem, type ProblemParts } from "./msafara-problem.ts";
export { type Client, type ClientOptions, openClient } from "./open-client.ts";
export type { KeptTokens, TokenStore } from "./tokens.ts";
