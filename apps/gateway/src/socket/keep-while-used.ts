/** One thing that several use, and that is closed when nobody does. */
export interface Used<Thing> {
  readonly thing: Thing;
  /** Idempotent. */
  readonly release: () => void;
}

/** Things by their keys, each opened once however many use it. */
export interface Keep<Thing> {
  readonly take: (key: string) => Promise<Used<Thing>>;
  readonly each: () => Iterable<Thing>;
  readonly size: () => number;
}

interface Entry<Thing> {
  readonly opening: Promise<Thing>;
  thing: Thing | undefined;
  users: number;
}

/** Opens a thing for its first user and closes it after its last. What failed to open is tried anew. */
export function keepWhileUsed<Thing>(
  open: (key: string) => Promise<Thing>,
  close: (thing: Thing) => void,
): Keep<Thing> {
  const entries = new Map<string, Entry<Thing>>();

  function leave(key: string, entry: Entry<Thing>): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (entries.get(key) === entry) entries.delete(key);
    if (entry.thing !== undefined) close(entry.thing);
  }

  async function take(key: string): Promise<Used<Thing>> {
    const entry = entries.get(key) ?? { opening: open(key), thing: undefined, users: 0 };
    entries.set(key, entry);
    entry.users += 1;
    try {
      const thing = (entry.thing = await entry.opening);
      let isHeld = true;
      const release = () => {
        if (isHeld) leave(key, entry);
        isHeld = false;
      };
      return { thing, release };
    } catch (error) {
      leave(key, entry);
      throw error;
    }
  }

  return {
    take,
    each: function* each() {
      for (const { thing } of entries.values()) if (thing !== undefined) yield thing;
    },
    size: () => entries.size,
  };
}
