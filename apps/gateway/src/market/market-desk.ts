import type { World } from "@msafara/kernel";
import type { Caller } from "@msafara/runtime";
import type { Identity, Market } from "@msafara/store";

/** What the routes of the market are answered with. */
export interface MarketDesk {
  /** The line to the agents. */
  readonly caller: Pick<Caller, "ask">;
  /** What the agents have written down, as each viewer may see it. */
  readonly market: Omit<
    Market,
    "nearby" | "audienceOf" | "readLive" | "whereIsBid" | "whereIsTrip"
  >;
  /** Who people are, and the record of what they did. */
  readonly people: Pick<Identity, "findUser" | "listMembers" | "appendAudit">;
  readonly world: Pick<World, "now" | "mint">;
}
