type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** A column of numbers that grows at its end. */
export interface Growing<Kind extends Column> {
  readonly push: (value: number) => void;
  readonly length: () => number;
  /** All of it, in memory of just that length. */
  readonly whole: () => Kind;
}

/**
 * Begins an empty column. A country has millions of ways and tens of millions of points: as numbers side by side
 * they take a tenth of what objects do, and nothing has to look through them for what may be forgotten.
 */
export function growing<Kind extends Column>(kind: new (length: number) => Kind): Growing<Kind> {
  let column = new kind(1024);
  let length = 0;
  const copied = (room: number) => {
    const copy = new kind(room);
    copy.set(column.subarray(0, length));
    return copy;
  };
  return {
    push(value) {
      if (length === column.length) column = copied(2 * length);
      column[length++] = value;
    },
    length: () => length,
    whole: () => copied(length),
  };
}
