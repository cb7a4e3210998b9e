/** How long each of some tries took, in milliseconds, once the code is warm. */
export function timeTries(tries: number, work: () => unknown): readonly number[] {
  for (let i = 0; i < tries; i++) work();
  return Array.from({ length: tries }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
}
