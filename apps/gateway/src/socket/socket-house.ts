import type { World } from "@msafara/kernel";
import type { FastifyBaseLogger } from "fastify";
import type { AskAudience } from "./ask-audiences.ts";
import type { Keep } from "./keep-while-used.ts";
import type { OnceSaid } from "./once-said.ts";
import type { Feed } from "./open-feed.ts";
import type { Hearing } from "./open-hearing.ts";
import type { Revocations } from "../keys/keep-revocations.ts";
import type { Verify } from "./pass.ts";
import type { SocketLimits } from "./socket-limits.ts";
import type { SocketMetrics } from "./socket-metrics.ts";
import type { TakeFixes } from "./take-fixes.ts";
import type { Watchable } from "./watchable.ts";

/** What all sockets of a gateway lean on. */
export interface SocketHouse {
  readonly world: World;
  readonly log: Pick<FastifyBaseLogger, "warn" | "info">;
  readonly limits: SocketLimits;
  readonly metrics: SocketMetrics;
  /** One for all sockets, so that each moment ends once. */
  readonly later: OnceSaid;
  readonly verify: Verify;
  readonly takeFixes: TakeFixes;
  readonly askAudience: AskAudience;
  readonly whereIsTrip: Watchable["whereIsTrip"];
  /** By `feedKey`. */
  readonly feeds: Keep<Feed>;
  /** By topic. */
  readonly places: Keep<Hearing>;
  readonly revocations: Pick<Revocations, "isEnded" | "watch">;
  /** How many sockets each principal has here. */
  readonly people: Map<string, number>;
}
