/** Does something with each, so many at a time. */
export async function inTurns<Each>(
  all: readonly Each[],
  width: number,
  act: (each: Each) => Promise<void>,
): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const each of left) await act(each);
    }),
  );
}
