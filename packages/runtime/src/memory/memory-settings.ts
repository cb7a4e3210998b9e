import { decode, encode, type Json } from "../body.ts";
import type { Journal } from "../ports/journal.ts";
import type { Desk } from "./memory-journal.ts";

/** Live configuration and marks of the watchdog, over the shared tables. */
export function memorySettings({
  database,
  wire,
}: Desk): Pick<Journal, "settings" | "saveSettings" | "suspect"> {
  const { tables, now, shuffled } = database;
  const copy = (settings: Readonly<Record<string, Json>>) =>
    decode<typeof settings>(encode(settings));
  return {
    settings: () =>
      wire.read("settings", () =>
        Object.fromEntries(
          shuffled(tables.settings).map(([role, row]) => [role, copy(row.settings)]),
        ),
      ),
    saveSettings: ({ role, settings, by }) => {
      const copied = copy(settings);
      return wire.write("saveSettings", () => {
        tables.settings.set(role, { settings: copied, by, at: now() });
      });
    },
    suspect: ({ address, item, why }) =>
      wire.write("suspect", () => {
        const marked = tables.suspects.get(address) ?? new Map<string, string>();
        tables.suspects.set(address, marked.set(item, why));
      }),
  };
}
