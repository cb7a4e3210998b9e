/** A binary heap: whatever `isBefore` puts first comes out first. */
export interface Heap<Item> {
  readonly size: () => number;
  readonly peek: () => Item | undefined;
  readonly push: (item: Item) => void;
  readonly pop: () => Item | undefined;
}

/** An empty heap. */
export function openHeap<Item>(isBefore: (one: Item, other: Item) => boolean): Heap<Item> {
  const items: Item[] = [];
  return {
    size: () => items.length,
    peek: () => items[0],
    push: (item) => {
      items.push(item);
      rise(items, isBefore);
    },
    pop: () => {
      const first = items[0];
      const last = items.pop();
      if (items.length > 0 && last !== undefined) {
        items[0] = last;
        sink(items, isBefore);
      }
      return first;
    },
  };
}

function rise<Item>(items: Item[], isBefore: (one: Item, other: Item) => boolean): void {
  let at = items.length - 1;
  const item = items[at]!;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(item, items[parent]!)) break;
    items[at] = items[parent]!;
    at = parent;
  }
  items[at] = item;
}

function sink<Item>(items: Item[], isBefore: (one: Item, other: Item) => boolean): void {
  const item = items[0]!;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= items.length) break;
    if (child + 1 < items.length && isBefore(items[child + 1]!, items[child]!)) child++;
    if (!isBefore(items[child]!, item)) break;
    items[at] = items[child]!;
    at = child;
  }
  items[at] = item;
}
