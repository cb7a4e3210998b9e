import type { Inventory, ViewRow } from "@msafara/sim";
import { openLook, type Look } from "./open-look.ts";

/** An instant of the database in milliseconds. */
function ms(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}

const AGENTS = `
  SELECT address, version, schema, phase, ${ms("turned_at")} AS "turnedAt", state, heads
    FROM agents ORDER BY address`;
const EVENTS = `
  SELECT address, version, n, kind, schema, body, ${ms("at")} AS at
    FROM events ORDER BY address, version, n`;
const MAIL = `
  SELECT receiver, seq, sender, kind, body, release, depth, trace FROM messages ORDER BY seq`;
const TIMERS = `
  SELECT address, name, ${ms("due")} AS due, generation, body FROM timers ORDER BY address, name`;
const EFFECTS = `SELECT id, address, kind FROM effects ORDER BY seq`;
const QUARANTINE = `SELECT address, kind, error FROM quarantine ORDER BY id`;
const LIVE = `
  SELECT topic, audience, seq, name, body, ${ms("at")} AS at
    FROM live ORDER BY topic, audience, seq`;
const TOY_VIEWS = ["accounts", "offers", "payments"];

/** What PostgreSQL holds, as judges see it. Taken at rest, so it needs no snapshot of its own. */
export async function takeInventory(
  url: string,
  views: readonly string[] = TOY_VIEWS,
): Promise<Inventory> {
  const look = openLook(url);
  try {
    const [clock] = await look.ask<{ now: number }>(`SELECT ${ms("clock_timestamp()")} AS now`);
    return {
      now: clock?.now ?? 0,
      agents: await look.ask(AGENTS),
      events: await look.ask(EVENTS),
      mail: await look.ask(MAIL),
      timers: await look.ask(TIMERS),
      effects: await look.ask(EFFECTS),
      quarantine: await look.ask(QUARANTINE),
      live: await look.ask(LIVE),
      views: (await Promise.all(views.map((view) => viewRows(look, view)))).flat(),
    };
  } finally {
    await look.close();
  }
}

async function viewRows(look: Look, view: string): Promise<readonly ViewRow[]> {
  const rows = await look.ask<{ key: string; address: ViewRow["address"]; row: ViewRow["row"] }>(
    `SELECT key, address, to_jsonb(v) - '{key,address,version}'::text[] AS row
       FROM view.${view} v ORDER BY key`,
  );
  return rows.map((row) => ({ view, ...row }));
}
