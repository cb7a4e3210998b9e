import { until } from "../cluster/until.ts";
import type { WireStage } from "./open-wire-stage.ts";
import { type Digest, takeDigest } from "./take-digest.ts";

const LOOKS_MAX = 3;
const SOON_MS = 400;

/**
 * What differs after an act that must change nothing: tables by their names, and messages to phones. Only
 * a timer that fell due meanwhile, as at the end of an auction, excuses a second look: what writes once
 * and finds it written the next time is seen.
 */
export async function changedBy(
  { look, messages }: Pick<WireStage, "look" | "messages">,
  act: () => Promise<unknown>,
): Promise<readonly string[]> {
  for (let looks = 1; ; looks += 1) {
    const due = await untilNothingIsDue(look);
    const before = { ...(await takeDigest(look)), messages: `${messages()}` };
    await act();
    const after = { ...(await takeDigest(look)), messages: `${messages()}` };
    const changed = differing(before, after);
    if (changed.length === 0 || looks === LOOKS_MAX || !(await hasPassed(look, due))) {
      return changed;
    }
  }
}

function differing(before: Digest, after: Digest): readonly string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table]);
}

type Look = WireStage["look"];

/** When the next timer is due, by the clock of the database; not just now. */
async function untilNothingIsDue(look: Look): Promise<string> {
  return await until("no timer is about to fall due", async () => {
    const [row] = await look.ask<{ due: string; isSoon: boolean }>(
      `SELECT coalesce(min(due), 'infinity')::text AS due,
              coalesce(min(due) < clock_timestamp() + $1 * interval '1 ms', false) AS "isSoon"
         FROM timers WHERE due > '-infinity'`,
      [SOON_MS],
    );
    return row?.isSoon === false && row.due;
  });
}

async function hasPassed(look: Look, due: string): Promise<boolean> {
  const [row] = await look.ask<{ has: boolean }>(
    "SELECT $1::timestamptz <= clock_timestamp() AS has",
    [due],
  );
  return row?.has === true;
}
