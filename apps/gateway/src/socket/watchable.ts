import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Address, LiveHead } from "@msafara/runtime";

/** What can be followed, as the database knows it. */
export interface Watchable {
  /** Which audience of a topic of the wire a viewer belongs to; none when it is not his to follow. */
  readonly audienceOf: (viewer: Actor, topic: string) => Promise<string | undefined>;
  /** The trip's driver, whose agent tells of it. */
  readonly whereIsTrip: (id: Id<"trp">) => Promise<Id<"drv"> | undefined>;
  /** Live events of one topic of the engine for one audience after a number, in order, and the last number there is. */
  readonly readLive: (wish: {
    readonly topic: Address;
    readonly audience: string;
    readonly after: number;
    readonly limit: number;
  }) => Promise<LiveHead>;
}
