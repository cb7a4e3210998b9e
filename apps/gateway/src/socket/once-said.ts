/** Puts work off. */
export type OnceSaid = (work: () => void) => void;

/**
 * Puts work off until all that was said at this moment has been heard: what a commit tells a reader in
 * several events then leaves in one piece.
 */
export function onceSaid(): OnceSaid {
  let due: (() => void)[] = [];

  function doAll(): void {
    const works = due;
    due = [];
    for (const work of works) work();
  }

  return (work) => {
    if (due.push(work) === 1) process.nextTick(doAll);
  };
}
