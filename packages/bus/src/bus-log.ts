/** Takes down what happened to the bus: one constant event name and a few facts, never a body. */
export type BusLog = (
  line: { readonly event: string } & Readonly<Record<string, string | number>>,
) => void;

/** What a thrown thing says, whatever it is. */
export function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
