import { realWorld } from "@msafara/kernel";

const real = realWorld();

/** Waits of their real length would take a morning; with a haste of 100 an hour takes half a minute. */
export function hastyWorld(haste: number) {
  const sleep = (ms: number, signal?: AbortSignal) => real.sleep(ms / haste, signal);
  return { ...real, ticks: () => real.ticks() * haste, sleep };
}
