import type { Instant } from "@msafara/kernel";
import { partitionOf } from "@msafara/runtime";
import { type Arena, databaseNow } from "./arena.ts";
import type { LateTimer } from "./measure-timers.ts";

const LOOK_MS = 100;

/** Remembers who owned which partition when, to explain what came late. */
export function traceOwners(
  { look, world }: Arena,
  signal: AbortSignal,
): (late: LateTimer) => string {
  const moves = new Map<number, { readonly at: Instant; readonly owner: string | null }[]>();
  async function trace(): Promise<void> {
    while (!signal.aborted) {
      await note().catch(() => undefined);
      await world.sleep(LOOK_MS, signal);
    }
  }
  async function note(): Promise<void> {
    const rows = await look.ask<{ partition: number; owner: string | null }>(
      "SELECT partition, owner FROM partitions ORDER BY partition",
    );
    const at = await databaseNow(look);
    for (const { partition, owner } of rows) {
      const known = moves.get(partition) ?? [];
      if (known.at(-1)?.owner !== owner) moves.set(partition, [...known, { at, owner }]);
    }
  }
  void trace();
  return ({ address, setAt, dueAt, firedAt }) => {
    const own = (moves.get(partitionOf(address)) ?? []).map(({ at, owner }) => {
      return `${Math.round(at - dueAt)} → ${owner?.slice(-4) ?? "nobody"}`;
    });
    const times = `set ${Math.round(setAt - dueAt)}, fired ${Math.round(firedAt - dueAt)}`;
    return `${address} at ${new Date(dueAt).toISOString()}: ${times}; ${own.join(", ")}`;
  };
}
