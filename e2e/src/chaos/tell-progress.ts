import type { Arena } from "./arena.ts";

const PROGRESS_MS = 5_000;

/** Says every few seconds how things go. */
export function tellProgress(arena: Arena, signal: AbortSignal): void {
  const { world, asked, nodes, takeovers, wrongs, log } = arena;
  async function tell(): Promise<void> {
    for (let last = asked.length; !signal.aborted; last = asked.length) {
      await world.sleep(PROGRESS_MS, signal);
      const rate = Math.round((asked.length - last) / (PROGRESS_MS / 1_000));
      const alive = nodes.filter((node) => node.life()?.incarnation() !== undefined).length;
      const slowest = Math.max(0, ...takeovers.map(({ firstTurnMs }) => firstTurnMs));
      log(
        `${asked.length} answers (${rate}/s), ${alive}/${nodes.length} nodes, ` +
          `${takeovers.length} takeovers (slowest ${Math.round(slowest)} ms), ${wrongs.length} wrongs`,
      );
    }
  }
  void tell();
}
