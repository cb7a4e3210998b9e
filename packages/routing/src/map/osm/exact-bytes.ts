/** Takes exactly as many bytes as are asked for, whatever chunks they came in. */
export interface ExactBytes {
  /** The next bytes; fewer than asked for only where the stream ends. */
  readonly take: (count: number) => Promise<Uint8Array>;
}

/** Keeps no more of a stream in memory than a chunk and what was asked for. */
export function exactBytes(chunks: AsyncIterable<Uint8Array>): ExactBytes {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async take(count) {
      const parts: Uint8Array[] = [];
      let missing = count;
      while (missing > 0) {
        if (rest.length === 0) {
          const next = await iterator.next();
          if (next.done === true) break;
          rest = next.value;
        }
        const part = rest.subarray(0, missing);
        parts.push(part);
        missing -= part.length;
        rest = rest.subarray(part.length);
      }
      return parts.length === 1 ? parts[0]! : joined(parts, count - missing);
    },
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
