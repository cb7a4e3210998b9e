import type { Instant } from "@msafara/kernel";
import type { Address } from "../address.ts";
import type { NewEffect } from "../ports/batch.ts";

/** An effect as the table keeps it, with its place in its lane. */
export interface StoredEffect extends NewEffect {
  readonly order: number;
  attempt: number;
  claim: string | undefined;
  /** The incarnation whose end ends the claim. */
  holder: string | undefined;
  claimedUntil: Instant;
  /** Not before. */
  due: Instant;
}

/** All effects that have no result yet. */
export interface EffectTable {
  readonly size: () => number;
  readonly find: (id: string) => StoredEffect | undefined;
  readonly add: (effect: NewEffect) => void;
  readonly remove: (id: string) => void;
  /** The oldest effect of every lane, in the order written. */
  readonly heads: () => readonly StoredEffect[];
  /** The oldest effect of one lane, if there is any. */
  readonly headOf: (address: Address, lane: string) => readonly StoredEffect[];
  readonly all: () => Iterable<StoredEffect>;
}

/** An empty table. */
export function openEffectTable(): EffectTable {
  const byId = new Map<string, StoredEffect>();
  const lanes = new Map<string, StoredEffect[]>();
  let order = 0;

  return {
    size: () => byId.size,
    find: (id) => byId.get(id),
    add: (effect) => {
      const stored = {
        ...effect,
        order: ++order,
        attempt: 0,
        claim: undefined,
        holder: undefined,
        claimedUntil: 0,
        due: 0,
      };
      byId.set(effect.id, stored);
      const key = laneKey(effect.address, effect.lane);
      const lane = lanes.get(key);
      if (lane === undefined) lanes.set(key, [stored]);
      else lane.push(stored);
    },
    remove: (id) => {
      const effect = byId.get(id);
      if (effect === undefined) return;
      byId.delete(id);
      const key = laneKey(effect.address, effect.lane);
      const rest = (lanes.get(key) ?? []).filter((other) => other !== effect);
      if (rest.length === 0) lanes.delete(key);
      else lanes.set(key, rest);
    },
    heads: () =>
      [...lanes.values()]
        .flatMap(([head]) => head ?? [])
        .toSorted((one, other) => one.order - other.order),
    headOf: (address, lane) => lanes.get(laneKey(address, lane))?.slice(0, 1) ?? [],
    all: () => byId.values(),
  };
}

function laneKey(address: Address, lane: string): string {
  return `${address}\n${lane}`;
}
