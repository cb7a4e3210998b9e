/** So many of the newest names are known for certain, and up to twice as many. */
const GENERATION = 4_096;

/** Names that came up a short while ago. Bounded: the oldest are forgotten by the thousands. */
export interface Recent {
  readonly has: (name: string) => boolean;
  readonly add: (name: string) => void;
}

/** Starts with none. */
export function openRecent(): Recent {
  let young = new Set<string>();
  let old = young;
  return {
    has: (name) => young.has(name) || old.has(name),
    add: (name) => {
      if (young.size >= GENERATION) {
        old = young;
        young = new Set();
      }
      young.add(name);
    },
  };
}
