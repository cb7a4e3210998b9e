/** Beyond so many that came too early they are left to the database, too. */
const EARLY_MAX = 1_000;

/** Anything with a number of its own. */
export interface Numbered {
  readonly seq: number;
}

/** Passes on what is numbered: each once, in order, with nothing left out. */
export interface LineUp<Event extends Numbered> {
  /** From here on. What came before that is dropped, and what came early is passed on. */
  readonly begin: (last: number) => void;
  readonly last: () => number;
  /** Takes what may come twice, late or early. */
  readonly hear: (event: Event) => void;
  /** Takes what the database has after `last()`; frames may have been passed on meanwhile. */
  readonly fill: (events: readonly Event[]) => void;
  /** Whether something came early, and waits for what is before it. */
  readonly hasHole: () => boolean;
}

/** Opens a line that has not begun: until then everything waits. */
export function lineUp<Event extends Numbered>(pass: (event: Event) => void): LineUp<Event> {
  const early = new Map<number, Event>();
  let last: number | undefined;

  function passOn(event: Event): void {
    last = event.seq;
    early.delete(event.seq);
    pass(event);
  }

  function passEarly(): void {
    if (last === undefined) return;
    for (let next = early.get(last + 1); next !== undefined; next = early.get(last + 1)) {
      passOn(next);
    }
  }

  return {
    begin: (seq) => {
      last = seq;
      for (const each of early.keys()) if (each <= seq) early.delete(each);
      passEarly();
    },
    last: () => last ?? 0,
    hear: (event) => {
      if (last !== undefined && event.seq <= last) return;
      if (event.seq === (last ?? Infinity) + 1) passOn(event);
      else if (early.size < EARLY_MAX) early.set(event.seq, event);
      passEarly();
    },
    fill: (events) => {
      for (const event of events) if (last !== undefined && event.seq > last) passOn(event);
      for (const each of early.keys()) if (each <= (last ?? 0)) early.delete(each);
      passEarly();
    },
    hasHole: () => last !== undefined && early.size > 0,
  };
}
