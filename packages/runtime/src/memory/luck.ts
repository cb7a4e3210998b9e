import type { World } from "@msafara/kernel";

/** Draws whether something goes wrong, and by how much. Absent and zero draw nothing. */
export interface Luck {
  readonly happens: (rate: number | undefined, what: string) => boolean;
  readonly upTo: (ms: number | undefined, what: string) => number;
}

/** Luck of one kind, from the dice of a world. */
export function openLuck({ dice }: World, kind: string): Luck {
  return {
    happens: (rate, what) => rate !== undefined && rate > 0 && dice(`${kind}.${what}`) < rate,
    upTo: (ms, what) => (ms === undefined || ms === 0 ? 0 : ms * dice(`${kind}.${what}-ms`)),
  };
}

/** What somebody waits for who has just died. */
export function never(): Promise<never> {
  return new Promise(() => {});
}
