import { measureTurns } from "./measure-turns.ts";
import type { Stand } from "./stand.ts";

const LOOK_MS = 1_000;

/** With how much in flight each is at its best. */
export interface Peaks {
  readonly parcels: number;
  readonly oneStatement: number;
  readonly sixStatements: number;
}

/** Tries a few and keeps the best: neither ours nor a baseline is held at a bad setting. */
export async function findPeaks({ ground, engine, baselines, plan }: Stand): Promise<Peaks> {
  return {
    oneStatement: await best(plan.connections, (count) => baselines.oneStatement(count, LOOK_MS)),
    sixStatements: await best(plan.connections, (count) => baselines.sixStatements(count, LOOK_MS)),
    parcels: await best(plan.parcels, async (parcels) => {
      const turns = await measureTurns({ ground, engine }, { parcels, lastsMs: LOOK_MS });
      return turns.perSecond;
    }),
  };
}

async function best(
  settings: readonly number[],
  measure: (setting: number) => Promise<number>,
): Promise<number> {
  let [first = 0] = settings;
  if (settings.length === 1) return first;
  let most = 0;
  for (const setting of settings) {
    const reached = await measure(setting);
    if (reached > most) [most, first] = [reached, setting];
  }
  return first;
}
