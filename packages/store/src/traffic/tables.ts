import type { ColumnType, GeneratedAlways } from "kysely";

/** An instant: milliseconds to us, timestamptz to the database. */
type At = ColumnType<number, never, never>;

/** The table of tellings, which only a function of the database writes. */
export interface TrafficTables {
  readonly traffic_events: {
    readonly seq: GeneratedAlways<number>;
    readonly id: string;
    readonly revision: number;
    readonly south: number;
    readonly west: number;
    readonly north: number;
    readonly east: number;
    readonly share: number | null;
    readonly from_at: At;
    readonly until_at: At;
    readonly note: string;
    readonly told_by: string;
    readonly told_at: At;
  };
}
