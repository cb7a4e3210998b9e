import { type Kysely, sql } from "kysely";
import { DatabaseError } from "pg";
import { namePrefixOf } from "../commit/lanes.ts";
import type { Schema } from "../connection/schema.ts";

const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Buries all whose lease is over, each in a transaction of its own, so that one whose commit hangs
 * does not keep the others above ground. Rejects only if none could be buried for trouble.
 */
export async function buryNodes(
  db: Kysely<Schema>,
  { patienceMs }: { readonly patienceMs: number },
): Promise<readonly string[]> {
  const expired = await db
    .selectFrom("nodes")
    .select("incarnation")
    .where("lease_until", "<=", sql<number>`clock_timestamp()`)
    .orderBy("incarnation")
    .execute();
  const ends = await Promise.allSettled(
    expired.map(({ incarnation }) => buryNode(db, { incarnation, patienceMs })),
  );
  const buried = expired.filter((_, i) => {
    const end = ends[i]!;
    return end.status === "fulfilled" && end.value;
  });
  const trouble = ends.find((end) => end.status === "rejected");
  if (buried.length === 0 && trouble !== undefined) throw trouble.reason;
  return buried.map(({ incarnation }) => incarnation);
}

/** Buries one; `false` when it was renewed meanwhile or somebody else was faster. */
async function buryNode(
  db: Kysely<Schema>,
  { incarnation, patienceMs }: { readonly incarnation: string; readonly patienceMs: number },
): Promise<boolean> {
  try {
    if (!(await deleteNode(db, { incarnation, patienceMs }))) return false;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
    // A commit outlived every time-out, or the dead node commits without a pause: end it.
    await endBackends(db, incarnation);
    if (!(await deleteNode(db, { incarnation, patienceMs }))) return false;
  }
  await endBackends(db, incarnation);
  return true;
}

async function deleteNode(
  db: Kysely<Schema>,
  { incarnation, patienceMs }: { readonly incarnation: string; readonly patienceMs: number },
): Promise<boolean> {
  const { rows } = await sql<{ buried: boolean }>`
    SELECT bury_node_v1(${incarnation}, ${patienceMs}) AS buried`.execute(db);
  return rows[0]!.buried;
}

async function endBackends(db: Kysely<Schema>, incarnation: string): Promise<void> {
  await sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database()
       AND starts_with(application_name, ${namePrefixOf(incarnation)})`.execute(db);
}
