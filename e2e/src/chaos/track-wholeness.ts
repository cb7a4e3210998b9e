import type { Instant } from "@msafara/kernel";
import type { Arena } from "./arena.ts";

/** A time during which an agent may have been without a living owner, by the database's clock. */
export interface Gap {
  readonly from: Instant;
  until: Instant;
}

const LOOK_MS = 100;
/** A database that takes longer for a trifle has no time for anybody. */
const TRIFLE_MS_MAX = 500;

const WHOLENESS = `
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
         count(*) FILTER (WHERE n.incarnation IS NULL) AS homeless
    FROM partitions p
    LEFT JOIN nodes n ON n.incarnation = p.owner AND n.lease_until > clock_timestamp()`;

/**
 * Notes when the cluster was whole: the database prompt, every partition with an owner whose lease
 * holds, every node running. What is late outside of these gaps is late for no reason of ours.
 */
export function trackWholeness(arena: Arena, signal: AbortSignal): readonly Gap[] {
  const { look, nodes, world } = arena;
  const gaps: Gap[] = [];
  let wholeAt: Instant | undefined;
  async function track(): Promise<void> {
    while (!signal.aborted) {
      const now = await lookOnce().catch(() => undefined);
      if (now !== undefined) {
        const last = gaps.at(-1);
        // Between two looks nobody knows: a gap reaches back to the last look that found all well.
        if (wholeAt === undefined && last !== undefined) last.until = now;
        wholeAt = now;
      } else if (wholeAt !== undefined) {
        gaps.push({ from: wholeAt, until: Number.POSITIVE_INFINITY });
        wholeAt = undefined;
      }
      await world.sleep(LOOK_MS, signal);
    }
  }
  /** The time, if all is well. */
  async function lookOnce(): Promise<Instant | undefined> {
    const askedAt = world.ticks();
    const [row] = await look.ask<{ now: number; homeless: number }>(WHOLENESS);
    const isPrompt = world.ticks() - askedAt <= TRIFLE_MS_MAX;
    const areUp = nodes.every((node) => (node.life()?.stats()?.stats.partitions ?? 0) > 0);
    return isPrompt && areUp && row?.homeless === 0 ? row.now : undefined;
  }
  void track();
  return gaps;
}
