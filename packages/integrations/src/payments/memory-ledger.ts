import type { PaymentEntry, PaymentLedger } from "./payment-ledger.ts";

/** A book in memory, open for whoever wants to look into it. */
export function openMemoryLedger(): PaymentLedger & {
  readonly entries: () => readonly PaymentEntry[];
} {
  const byKey = new Map<string, PaymentEntry>();
  const doneOf = (ref: string) =>
    [...byKey.values()].filter((entry) => entry.ref === ref && entry.outcome === "done");
  return {
    read: async (key) => byKey.get(key),
    doneOf: async (ref) => doneOf(ref),
    append: async (entry) => {
      if (byKey.has(entry.key) || isTaken(entry, doneOf(entry.ref))) return false;
      byKey.set(entry.key, entry);
      return true;
    },
    entries: () => [...byKey.values()],
  };
}

/** A hold begins once, and ends once. */
function isTaken({ deed, outcome }: PaymentEntry, done: readonly PaymentEntry[]): boolean {
  return outcome === "done" && done.some((it) => (it.deed === "hold") === (deed === "hold"));
}
