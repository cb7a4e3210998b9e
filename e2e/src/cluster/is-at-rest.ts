import type { Look } from "./open-look.ts";

/** No mail, no timers, no effects: whatever was begun has been brought to its end. */
export async function isAtRest(look: Look): Promise<boolean> {
  const [row] = await look.ask<{ left: number }>(
    `SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM timers)
          + (SELECT count(*) FROM effects) AS left`,
  );
  return row?.left === 0;
}
