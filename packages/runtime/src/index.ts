export {
  type Address,
  addressOf,
  idOf,
  laneOf,
  PARTITIONS,
  partitionOf,
  roleOf,
  scatter,
} from "./address.ts";
export { type Body, decode, encode, type Json } from "./body.ts";
export { type Limits, LIMITS } from "./limits.ts";
export type * from "./ports/batch.ts";
export { EMPTY_BATCH } from "./ports/empty-batch.ts";
export type * from "./ports/bus.ts";
export { CommitFault } from "./ports/journal.ts";
export type * from "./ports/journal.ts";
export type * from "./ports/vendor.ts";
export type { Around, Consequence, Given, Recast, Role } from "./role.ts";
export { type AskOptions, type Caller, type CallerOptions, openCaller } from "./node/caller.ts";
export type { GroupCallerOptions } from "./group/member-list.ts";
export { type GroupCaller, type GroupWish, openGroupCaller } from "./group/open-group-caller.ts";
export { type GroupMember, serveGroup } from "./group/serve-group.ts";
export { liveChannel } from "./node/delivery.ts";
export {
  type EffectWorker,
  type EffectWorkerOptions,
  startEffectWorker,
} from "./node/effect-worker.ts";
export type { Answer, Unavailable, WouldWrite } from "./node/frames.ts";
export type { Observer } from "./node/observer.ts";
export { type Node, type NodeOptions, type NodeStats, startNode } from "./node/start-node.ts";
export { unwatched, type Watch } from "./node/watch.ts";
export { rebuild, type Rebuilt } from "./node/rebuild.ts";
export { openWatchdog, type Suspect, type WatchdogOptions } from "./watchdog/open-watchdog.ts";
