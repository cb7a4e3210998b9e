import type { Json } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

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
  await db
    .insertInto("audit")
    .values(
      entries.map(({ who, act, why, origin, resource, requestId, detail }) => ({
        who,
        act,
        why: why ?? null,
        origin: origin ?? null,
        resource: resource ?? null,
        request_id: requestId ?? null,
        detail: JSON.stringify(detail ?? {}),
      })),
    )
    .execute();
}
