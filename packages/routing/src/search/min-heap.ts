/** Items waiting by their key, smallest first; an item that waits already may only come forward. */
export interface MinHeap {
  readonly size: () => number;
  readonly push: (item: number, key: number) => void;
  /** The item with the smallest key; ask only while there is one. */
  readonly pop: () => number;
  /** Lets all go that still wait. */
  readonly clear: () => void;
}

const WAYS = 4;

/** Opens a heap for the items from 0 up to `capacity`. Four children a node keep it shallow. */
export function openMinHeap(capacity: number): MinHeap {
  const items = new Int32Array(capacity);
  const keys = new Float64Array(capacity);
  const place = new Int32Array(capacity).fill(-1);
  let size = 0;

  const put = (item: number, key: number, at: number) => {
    items[at] = item;
    keys[at] = key;
    place[item] = at;
  };

  const rise = (item: number, key: number, from: number) => {
    let at = from;
    while (at > 0) {
      const above = ((at - 1) / WAYS) | 0;
      if (keys[above]! <= key) break;
      put(items[above]!, keys[above]!, at);
      at = above;
    }
    put(item, key, at);
  };

  const sink = (item: number, key: number) => {
    let at = 0;
    for (;;) {
      const first = at * WAYS + 1;
      const least = leastOf(keys, first, Math.min(first + WAYS, size));
      if (least < 0 || keys[least]! >= key) break;
      put(items[least]!, keys[least]!, at);
      at = least;
    }
    put(item, key, at);
  };

  return {
    size: () => size,
    push: (item, key) => {
      const at = place[item]!;
      if (at < 0) rise(item, key, size++);
      else if (key < keys[at]!) rise(item, key, at);
    },
    pop: () => {
      const top = items[0]!;
      place[top] = -1;
      size -= 1;
      if (size > 0) sink(items[size]!, keys[size]!);
      return top;
    },
    clear: () => {
      while (size > 0) place[items[--size]!] = -1;
    },
  };
}

function leastOf(keys: Float64Array, first: number, end: number): number {
  let least = first < end ? first : -1;
  for (let at = first + 1; at < end; at++) if (keys[at]! < keys[least]!) least = at;
  return least;
}
