import type { Arena } from "./arena.ts";

/** What nodes weigh. */
export interface Memory {
  /** The heaviest that one of them ever was. */
  readonly peakBytes: number;
  /** Each of them at rest, with everybody they hold. */
  readonly restBytes: readonly number[];
  readonly residents: number;
}

const LOOK_MS = 500;

/** Weighs nodes until asked what came of it. */
export function watchMemory({ nodes, world }: Arena, signal: AbortSignal): () => Memory {
  let peakBytes = 0;
  const now = () => nodes.flatMap((node) => node.life()?.stats() ?? []);
  async function watch(): Promise<void> {
    while (!signal.aborted) {
      peakBytes = Math.max(peakBytes, ...now().map(({ rssBytes }) => rssBytes));
      await world.sleep(LOOK_MS, signal);
    }
  }
  void watch();
  return () => ({
    peakBytes,
    restBytes: now().map(({ rssBytes }) => rssBytes),
    residents: now().reduce((sum, { stats }) => sum + stats.residents, 0),
  });
}
