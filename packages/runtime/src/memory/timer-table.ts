import type { Instant } from "@msafara/kernel";
import { type Address, partitionOf } from "../address.ts";
import type { TimerRow } from "../ports/batch.ts";

/** All timers that are set; one for each address and name. */
export interface TimerTable {
  readonly size: () => number;
  readonly find: (address: Address, name: string) => TimerRow | undefined;
  /** Sets a timer, or moves it. */
  readonly set: (timer: TimerRow) => void;
  readonly remove: (address: Address, name: string) => void;
  readonly timersOf: (address: Address) => Iterable<TimerRow>;
  /** Soonest first, then by address and name. */
  readonly due: (wish: {
    readonly partitions: readonly number[];
    readonly until: Instant;
    readonly after?: TimerRow;
    readonly limit: number;
  }) => readonly TimerRow[];
}

/** An empty table. */
export function openTimerTable(): TimerTable {
  const byAddress = new Map<Address, Map<string, TimerRow>>();
  const byPartition = new Map<number, TimerRow[]>();
  let size = 0;

  function remove(address: Address, name: string): void {
    const timers = byAddress.get(address);
    const timer = timers?.get(name);
    if (timers === undefined || timer === undefined) return;
    timers.delete(name);
    if (timers.size === 0) byAddress.delete(address);
    const rows = byPartition.get(partitionOf(address)) ?? [];
    rows.splice(placeOf(rows, timer), 1);
    size--;
  }

  function set(timer: TimerRow): void {
    remove(timer.address, timer.name);
    const timers = byAddress.get(timer.address) ?? new Map<string, TimerRow>();
    byAddress.set(timer.address, timers.set(timer.name, timer));
    const partition = partitionOf(timer.address);
    const rows = byPartition.get(partition) ?? [];
    byPartition.set(partition, rows);
    rows.splice(placeOf(rows, timer), 0, timer);
    size++;
  }

  return {
    size: () => size,
    find: (address, name) => byAddress.get(address)?.get(name),
    set,
    remove,
    timersOf: (address) => byAddress.get(address)?.values() ?? [],
    due: ({ partitions, until, after, limit }) => {
      const found: TimerRow[] = [];
      for (const partition of partitions) {
        const rows = byPartition.get(partition);
        if (rows === undefined) continue;
        let place = after === undefined ? 0 : placeOf(rows, after);
        if (after !== undefined && place < rows.length && order(rows[place]!, after) === 0) place++;
        const end = Math.min(rows.length, place + limit);
        for (; place < end && rows[place]!.due <= until; place++) found.push(rows[place]!);
      }
      return found.toSorted(order).slice(0, limit);
    },
  };
}

function order(one: TimerRow, other: TimerRow): number {
  if (one.due !== other.due) return one.due - other.due;
  if (one.address !== other.address) return one.address < other.address ? -1 : 1;
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return 0;
}

/** The first place that does not come before. */
function placeOf(rows: readonly TimerRow[], timer: TimerRow): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(rows[middle]!, timer) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
