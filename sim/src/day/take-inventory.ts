import { PARTITIONS } from "@msafara/runtime";
import type { MemoryDatabase } from "@msafara/runtime/memory";
import type { Inventory } from "../judges/scene.ts";

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** What the memory twin holds right now. */
export function takeInventory({ tables, now }: MemoryDatabase): Inventory {
  return {
    now: now(),
    agents: [...tables.agents.values()],
    events: [...tables.events.values()].flat(),
    mail: [...tables.mail.after(0)],
    timers: tables.timers.due({ partitions: ALL, until: Infinity, limit: Infinity }),
    effects: [...tables.effects.all()],
    quarantine: [...tables.quarantine.values()],
    views: [...tables.views].flatMap(([view, rows]) =>
      [...rows.values()].flatMap(({ key, address, row }) =>
        row === null ? [] : [{ view, key, address, row }],
      ),
    ),
    live: [...tables.live.values()].flat(),
  };
}

/** Whether nothing is left to do. */
export function isAtRest({ tables }: MemoryDatabase): boolean {
  return tables.mail.size() === 0 && tables.effects.size() === 0 && tables.timers.size() === 0;
}
