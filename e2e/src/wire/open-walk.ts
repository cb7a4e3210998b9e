import type { Pair, Walk } from "./good-call.ts";
import { openCast } from "./open-cast.ts";
import { openTrade } from "./open-trade.ts";
import { openWireStage } from "./open-wire-stage.ts";

/** A stage with its cast and trade, and the two pairs that do business on it. */
export async function openWalk(): Promise<Walk & { readonly pairs: readonly [Pair, Pair] }> {
  const stage = await openWireStage({ roads: true });
  const cast = await openCast(stage);
  const trade = openTrade(stage);
  const { amina, bakari, juma, wanjiku, hauler } = cast;
  await Promise.all([juma, wanjiku, hauler].map(trade.truck));
  const pairs = [
    { shipper: amina, driver: juma },
    { shipper: bakari, driver: wanjiku },
  ] as const;
  return { stage, cast, trade, pairs };
}
