import type { Deadlines } from "@msafara/kernel";

/**
 * Waits for what is under way until the time is up; then `late` answers in its stead, and what comes of it
 * afterwards is heard by nobody. A server that hangs may keep a question for as long as it likes, but no caller.
 */
export async function waitFor<Answer>(
  deadlines: Deadlines,
  work: Promise<Answer>,
  { withinMs, late }: { readonly withinMs: number; readonly late: () => Answer },
): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const callOff = deadlines.set(withinMs, () => resolve(late()));
    work.then(resolve, reject).finally(callOff);
  });
}
