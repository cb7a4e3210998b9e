import type { ROUTES } from "@msafara/contracts";
import type { MarketStats } from "@msafara/store";
import type { Handler } from "../door/handler.ts";
import type { MarketDesk } from "./market-desk.ts";

/** However many look on, the market is counted no oftener. */
const COUNT_AGAIN_MS = 1_000;

/** What it takes to count. */
export interface CountParts {
  readonly market: Pick<MarketDesk["market"], "stats">;
  readonly world: Pick<MarketDesk["world"], "now">;
}

/**
 * Answers with the market in figures, counted for all who ask within a second. The tag speaks for the
 * figures and not for when they were counted, so that it holds for as long as they do.
 */
export function countMarket({ market, world }: CountParts): Handler<typeof ROUTES.readStats> {
  let counted: Promise<MarketStats> | undefined;
  let countedAt = 0;

  async function count(): Promise<MarketStats> {
    const now = world.now();
    if (counted !== undefined && Math.abs(now - countedAt) < COUNT_AGAIN_MS) return await counted;
    const fresh = market.stats();
    [counted, countedAt] = [fresh, now];
    try {
      return await fresh;
    } catch (error) {
      // A count that failed is theirs alone who waited for it.
      if (counted === fresh) counted = undefined;
      throw error;
    }
  }

  return async () => {
    const body = await count();
    const { at: _, ...counts } = body;
    return { status: 200, body, counts };
  };
}
