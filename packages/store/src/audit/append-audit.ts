import { Fault } from "@msafara/kernel";
import type { Json } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import { asked } from "../connection/asked.ts";
import { gathered } from "../connection/gathered.ts";
import type { Schema } from "../connection/schema.ts";
import { packText, packTextOrNull } from "../packed-array.ts";

/** What was done, by whom, why, from where and to what. Ids, never names: the record outlives them. */
export interface AuditEntry {
  readonly who: string;
  /** As events are named: `user.erased`, `driver.viewed`. */
  readonly act: string;
  readonly why?: string;
  readonly origin?: string;
  readonly resource?: string;
  readonly requestId?: string;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** Appends to the record of what was done (U194); nobody can change it afterwards. */
export async function appendAudit(
  db: Kysely<Schema>,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    INSERT INTO audit (who, act, why, origin, resource, request_id, detail)
    SELECT who, act, why, origin, resource, request_id, detail::jsonb
      FROM unnest(${packText(entries, ({ who }) => who)}::text[],
                  ${packText(entries, ({ act }) => act)}::text[],
                  ${packTextOrNull(entries, ({ why }) => why)}::text[],
                  ${packTextOrNull(entries, ({ origin }) => origin)}::text[],
                  ${packTextOrNull(entries, ({ resource }) => resource)}::text[],
                  ${packTextOrNull(entries, ({ requestId }) => requestId)}::text[],
                  ${packText(entries, ({ detail }) => JSON.stringify(detail ?? {}))}::text[])
        AS line (who, act, why, origin, resource, request_id, detail)`.execute(db);
}

/**
 * Appends for many at once: what waits goes in one statement, and nobody is answered before his lines are
 * durable. One line that can never be written fails whoever wrote it and nobody else.
 */
export function openRecord(db: Kysely<Schema>): (entries: readonly AuditEntry[]) => Promise<void> {
  const append = asked((entries: readonly AuditEntry[]) => appendAudit(db, entries));
  const write = gathered<readonly AuditEntry[], PromiseSettledResult<void>>(async (groups) => {
    const [together] = await Promise.allSettled([append(groups.flat())]);
    const isOne = groups.length === 1 || together.status === "fulfilled";
    if (isOne || isPassing(together.reason)) return groups.map(() => together);
    return await Promise.allSettled(groups.map((entries) => append(entries)));
  });
  return async (entries) => {
    if (entries.length === 0) return;
    const written = await write(entries);
    if (written.status === "rejected") throw written.reason;
  };
}

/** Trouble of the moment, of which nobody's line is to blame; some of them may even be there. */
function isPassing(reason: unknown): boolean {
  return reason instanceof Fault && reason.retry;
}
