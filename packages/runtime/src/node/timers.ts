import type { Instant } from "@msafara/kernel";
import type { Address } from "../address.ts";
import type { TimerRow } from "../ports/batch.ts";

/** Timers held in memory, the soonest first. Only rows that are in the table are in here. */
export class ArmedTimers {
  readonly #byKey = new Map<string, TimerRow>();
  readonly #heap: TimerRow[] = [];
  /** What was disarmed since a read began; what it brings of these is older than what we know. */
  #goneMeanwhile: Set<string> | undefined;
  /** Timers due later than this lie in the table only. */
  loadedUntil: Instant = 0;

  get size(): number {
    return this.#byKey.size;
  }

  /** When the next is due. */
  get next(): Instant | undefined {
    this.#shedStale();
    return this.#heap[0]?.due;
  }

  /** Takes a timer in, or moves it. */
  arm(timer: TimerRow): void {
    const key = keyOf(timer);
    const known = this.#byKey.get(key);
    if (known !== undefined && known.generation >= timer.generation) return;
    this.#byKey.set(key, timer);
    this.#push(timer);
  }

  disarm(timer: { readonly address: Address; readonly name: string }): void {
    const key = keyOf(timer);
    this.#byKey.delete(key);
    this.#goneMeanwhile?.add(key);
  }

  /** Arms what a read brings, one read at a time. A timer that fires meanwhile does not come back. */
  async armRead(read: Promise<readonly TimerRow[]>): Promise<readonly TimerRow[]> {
    const gone = new Set<string>();
    this.#goneMeanwhile = gone;
    try {
      const rows = await read;
      for (const row of rows) if (!gone.has(keyOf(row))) this.arm(row);
      return rows;
    } finally {
      this.#goneMeanwhile = undefined;
    }
  }

  /**
   * Whether this very timer still stands. By identity: a row that was looked up again is another, and of
   * two that both stood a turn would fire one timer twice.
   */
  has(timer: TimerRow): boolean {
    return this.#byKey.get(keyOf(timer)) === timer;
  }

  /** The next that is due, left standing until its turn is committed. */
  pop(until: Instant): TimerRow | undefined {
    this.#shedStale();
    const first = this.#heap[0];
    if (first === undefined || first.due > until) return undefined;
    this.#removeFirst();
    return first;
  }

  /** Forgets those of some agents, also what was handed out: whoever owns them reads them anew. */
  disarmAll(isGone: (address: Address) => boolean): void {
    for (const [key, { address }] of this.#byKey) if (isGone(address)) this.#byKey.delete(key);
  }

  /** A timer that was moved or cancelled stays in the heap until it comes up. */
  #shedStale(): void {
    for (
      let first = this.#heap[0];
      first !== undefined && !this.has(first);
      first = this.#heap[0]
    ) {
      this.#removeFirst();
    }
  }

  #push(timer: TimerRow): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isSooner(timer, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const left = heap[below];
      if (left === undefined) break;
      const right = heap[below + 1];
      let child = left;
      if (right !== undefined && isSooner(right, left)) {
        below += 1;
        child = right;
      }
      if (!isSooner(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
  }
}

function keyOf({ address, name }: { readonly address: Address; readonly name: string }): string {
  return `${address}\n${name}`;
}

/** A total order, so that a simulated day is the same twice. */
function isSooner(one: TimerRow, other: TimerRow): boolean {
  if (one.due !== other.due) return one.due < other.due;
  if (one.address !== other.address) return one.address < other.address;
  return one.name < other.name;
}
