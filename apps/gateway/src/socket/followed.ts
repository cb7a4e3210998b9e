/** A topic that one socket follows, or is about to. */
export interface Followed {
  /** As whom; known once access was granted. */
  audience?: string;
  readonly isLeft: () => boolean;
  /** Undone on leaving; at once when that has been. */
  readonly onLeave: (undo: () => void) => void;
  readonly leave: () => void;
}

/** Begins with nothing to undo. Leaving may come at any time, also while all is still being opened. */
export function openFollowed(): Followed {
  const undos: (() => void)[] = [];
  let isLeft = false;
  return {
    isLeft: () => isLeft,
    onLeave: (undo) => {
      if (isLeft) undo();
      else undos.push(undo);
    },
    leave: () => {
      isLeft = true;
      for (const undo of undos.splice(0)) undo();
    },
  };
}
