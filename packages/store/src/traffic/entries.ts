import type { TrafficHappening } from "@msafara/domain";
import { type Kysely, type Selectable, sql } from "kysely";
import type { TrafficTables } from "./tables.ts";
import type { TrafficEntry } from "./traffic.ts";

const COLUMNS = [
  "t.seq",
  "t.id",
  "t.revision",
  "t.south",
  "t.west",
  "t.north",
  "t.east",
  "t.share",
  "t.from_at",
  "t.until_at",
  "t.note",
  "t.told_by",
  "t.told_at",
] as const;

type Row = Selectable<TrafficTables["traffic_events"]>;

/** Of each event what was told last. */
export function entries(db: Kysely<TrafficTables>) {
  return db
    .selectFrom("traffic_events as t")
    .select(COLUMNS)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("traffic_events as later")
            .select("later.seq")
            .whereRef("later.id", "=", "t.id")
            .whereRef("later.revision", ">", "t.revision"),
        ),
      ),
    );
}

/** Neither over nor called off, by the database's clock; what begins later is of it. */
export const isToCome = sql<boolean>`t.until_at > now() AND t.until_at > t.from_at`;

/** A row in words of the trade. */
export function happeningOf(row: Row): TrafficHappening {
  const { id, revision, share, note } = row;
  return {
    id,
    revision,
    area: {
      southWest: { lat: row.south, lng: row.west },
      northEast: { lat: row.north, lng: row.east },
    },
    effect: share === null ? "closed" : { share },
    fromAt: row.from_at,
    untilAt: row.until_at,
    note,
  };
}

/** The same, with who told it. */
export function entryOf(row: Row): TrafficEntry {
  return { ...happeningOf(row), toldBy: row.told_by, toldAt: row.told_at };
}
