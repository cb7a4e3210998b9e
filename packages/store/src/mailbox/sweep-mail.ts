import type { Instant, World } from "@msafara/kernel";
import type { Address, Arrival, Journal, SweepCursor } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { partitionList } from "../connection/sql.ts";
import { advance, cursorOf, type Mark, type Place, placeOf, progress } from "./sweep-cursor.ts";

/** How long a first sweep waits for the commits in flight before it begins at the very beginning. */
const PATIENCE_MS = 250;
const POLL_MS = 5;

interface Swept {
  readonly arrivals: readonly Arrival[];
  readonly cursor: SweepCursor;
  readonly now: Instant;
}

/** What the database says of its sequence and its transactions. */
interface Seen extends Mark {
  readonly settled: number;
  readonly at: Instant;
}

/** Tells the mail that the cursor has not passed, and moves the cursor. */
export async function sweepMail(
  db: Kysely<Schema>,
  world: World,
  { partitions, cursor, limit }: Parameters<Journal["sweep"]>[0],
): Promise<Swept> {
  const { place, at } =
    cursor === undefined ? await beginPlace(db, world) : await advancePlace(db, placeOf(cursor));
  const { rows } = await sql<{ receiver: Address; seq: number }>`
    SELECT receiver, seq
      FROM sweep_messages_v1(${partitionList(partitions)}, ${place.told}, ${limit})`.execute(db);
  const last = rows.length < limit ? undefined : rows.at(-1)?.seq;
  return { arrivals: rows, cursor: cursorOf(progress(place, last)), now: at };
}

async function advancePlace(
  db: Kysely<Schema>,
  place: Place,
): Promise<{ readonly place: Place; readonly at: Instant }> {
  const seen = await look(db);
  return { place: advance(place, seen), at: seen.at };
}

/**
 * Begins where every number has its transaction behind it: then `waiting`, asked after us, knows
 * all up to there. A transaction that takes too long for that costs a pass over all mail.
 */
async function beginPlace(
  db: Kysely<Schema>,
  world: World,
): Promise<{ readonly place: Place; readonly at: Instant }> {
  const { head, mark, at } = await look(db);
  const begun = world.ticks();
  do {
    const { settled } = await look(db);
    if (settled >= mark) return { place: { low: head, told: head, next: head, marks: [] }, at };
    await world.sleep(POLL_MS);
  } while (world.ticks() - begun < PATIENCE_MS);
  return { place: { low: 0, told: 0, next: 0, marks: [{ head, mark }] }, at };
}

async function look(db: Kysely<Schema>): Promise<Seen> {
  const { rows } = await sql<Seen>`
    SELECT settled, head, mark, at FROM mark_sweep_v1()`.execute(db);
  return rows[0]!;
}
