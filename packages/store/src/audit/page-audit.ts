import type { Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { AuditEntry } from "./append-audit.ts";

/** A line of the record. */
export interface AuditLine extends Required<
  Omit<AuditEntry, "why" | "origin" | "resource" | "requestId">
> {
  readonly id: number;
  readonly at: Instant;
  readonly why: string | null;
  readonly origin: string | null;
  readonly resource: string | null;
  readonly requestId: string | null;
}

/** What was done by somebody, or to something, or at all: newest first, from before a line on. */
export async function pageAudit(
  db: Kysely<Schema>,
  {
    who,
    resource,
    before,
    limit,
  }: {
    readonly who?: string;
    readonly resource?: string;
    readonly before?: number;
    readonly limit: number;
  },
): Promise<readonly AuditLine[]> {
  let lines = db
    .selectFrom("audit")
    .select(["id", "at", "who", "act", "detail", "why", "origin", "resource", "request_id"])
    .orderBy("id", "desc")
    .limit(limit);
  if (who !== undefined) lines = lines.where("who", "=", who);
  if (resource !== undefined) lines = lines.where("resource", "=", resource);
  if (before !== undefined) lines = lines.where("id", "<", before);
  const rows = await lines.execute();
  return rows.map(({ request_id: requestId, ...line }) => ({ ...line, requestId }));
}
