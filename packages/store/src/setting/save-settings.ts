import type { Journal } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Replaces the settings of a role, and notes who did it. */
export async function saveSettings(
  db: Kysely<Schema>,
  { role, settings, by }: Parameters<Journal["saveSettings"]>[0],
): Promise<void> {
  const json = JSON.stringify(settings);
  await sql`
    WITH saved AS (
      INSERT INTO settings (role, settings, set_by) VALUES (${role}, ${json}::jsonb, ${by})
      ON CONFLICT (role) DO UPDATE
         SET settings = excluded.settings, set_by = excluded.set_by, set_at = now())
    INSERT INTO audit (who, act, detail)
    VALUES (${by}, 'settings.save',
            jsonb_build_object('role', ${role}::text, 'settings', ${json}::jsonb))`.execute(db);
}
