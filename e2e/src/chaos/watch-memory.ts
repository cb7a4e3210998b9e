import type { Arena } from "./arena.ts";

/** What all nodes weigh together with everybody they hold. */
export interface Weight {
  readonly bytes: number;
  readonly residents: number;
}

/** What nodes weigh over a run. */
export interface Memory {
  /** The heaviest that one of them ever was. */
  readonly peakBytes: number;
  /** With the whole population just brought to life, before anything goes wrong. */
  readonly open: Weight;
  /** When everything is at rest. */
  readonly rest: Weight;
}

/** A look at the scales. */
export interface Scales {
  readonly weigh: () => Weight;
  readonly peakBytes: () => number;
}

const LOOK_MS = 500;

/** Weighs nodes all the time. */
export function watchMemory({ nodes, world }: Arena, signal: AbortSignal): Scales {
  let peakBytes = 0;
  const now = () => nodes.flatMap((node) => node.life()?.stats() ?? []);
  async function watch(): Promise<void> {
    while (!signal.aborted) {
      peakBytes = Math.max(peakBytes, ...now().map(({ rssBytes }) => rssBytes));
      await world.sleep(LOOK_MS, signal);
    }
  }
  void watch();
  return {
    peakBytes: () => peakBytes,
    weigh: () => ({
      bytes: now().reduce((sum, { rssBytes }) => sum + rssBytes, 0),
      residents: now().reduce((sum, { stats }) => sum + stats.residents, 0),
    }),
  };
}
