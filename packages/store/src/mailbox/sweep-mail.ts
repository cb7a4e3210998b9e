import type { Instant, World } from "@msafara/kernel";
import type { Address, Arrival, Journal, SweepCursor } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { NOW, partitionList } from "../connection/sql.ts";
import { comeTo, cursorOf, type Place, placeOf, setOut, type Sight } from "./sweep-cursor.ts";

/** How long a first sweep waits for commits in flight, before it takes a longer way instead. */
const PATIENCE_MS = 250;
const POLL_MS = 5;

interface Swept {
  readonly arrivals: readonly Arrival[];
  readonly cursor: SweepCursor;
  readonly now: Instant;
}

/** Tells the mail that the cursor has not passed, and moves the cursor. */
export async function sweepMail(
  db: Kysely<Schema>,
  world: World,
  { partitions, cursor, limit }: Parameters<Journal["sweep"]>[0],
): Promise<Swept> {
  let place = cursor === undefined ? await beginPlace(db, world) : placeOf(cursor);
  const arrivals: Arrival[] = [];
  let hasSetOut = false;
  // First what is left of an earlier pass, then one pass through all that is new.
  while (arrivals.length < limit && (place.pass !== undefined || !hasSetOut)) {
    hasSetOut ||= place.pass === undefined;
    const { pass, ...rest } = place;
    const going = pass === undefined ? setOut(place, await look(db)) : { ...rest, pass };
    const room = limit - arrivals.length;
    const page = await readPage(db, { partitions, place: going, limit: room });
    arrivals.push(...page);
    place = comeTo(going, page.length < room ? undefined : page.at(-1)?.seq);
  }
  return { arrivals, cursor: cursorOf(place), now: await readNow(db) };
}

async function readPage(
  db: Kysely<Schema>,
  {
    partitions,
    place: { since, pass },
    limit,
  }: {
    readonly partitions: readonly number[];
    readonly place: ReturnType<typeof setOut>;
    readonly limit: number;
  },
): Promise<readonly Arrival[]> {
  const { rows } = await sql<{ receiver: Address; seq: number }>`
    SELECT receiver, seq
      FROM sweep_messages_v1(${partitionList(partitions)}, ${pass.told}, ${since}::pg_snapshot,
                             ${pass.until}::pg_snapshot, ${limit})`.execute(db);
  return rows;
}

/**
 * Begins at now: what is visible already, `waiting` knows when it is asked after us. What is still in
 * flight may have any number; if it does not end soon, the first passes look at all mail for it.
 */
async function beginPlace(db: Kysely<Schema>, world: World): Promise<Place> {
  const { seen: since, settled, ...mark } = await look(db);
  const begun = world.ticks();
  for (let ended = settled; ; ended = (await look(db)).settled) {
    if (ended >= mark.mark) return { low: mark.head, since, marks: [] };
    if (world.ticks() - begun > PATIENCE_MS) return { low: 0, since, marks: [mark] };
    await world.sleep(POLL_MS);
  }
}

async function look(db: Kysely<Schema>): Promise<Sight> {
  const { rows } = await sql<Sight>`
    SELECT head, mark, seen, settled FROM mark_sweep_v1()`.execute(db);
  return rows[0]!;
}

async function readNow(db: Kysely<Schema>): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`SELECT ${NOW} AS now`.execute(db);
  return rows[0]!.now;
}
