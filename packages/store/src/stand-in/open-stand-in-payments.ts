import { type Instant, toIso } from "@msafara/kernel";
import { type ColumnType, Kysely, PostgresDialect, sql } from "kysely";
import { asked } from "../connection/asked.ts";
import { openPool } from "../connection/open-pool.ts";

/** A line in the book of the provider that stands in; what it means is the stand-in's to know. */
export interface StandInPayment {
  readonly key: string;
  readonly ref: string;
  readonly deed: "hold" | "void" | "release" | "refund";
  readonly outcome: string;
  readonly captured: boolean;
  readonly amount: number;
  readonly kept: number;
  readonly currency: string;
  readonly at: Instant;
}

/** The book of the stand-in for payments. */
export interface StandInPayments {
  readonly read: (key: string) => Promise<StandInPayment | undefined>;
  /** What was done about a hold, the hold itself first. */
  readonly doneOf: (ref: string) => Promise<readonly StandInPayment[]>;
  /** `false`, and nothing written, if the key was used or the hold has ended already. */
  readonly append: (line: StandInPayment) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

interface Tables {
  stand_in_payments: Omit<StandInPayment, "at"> & { at: ColumnType<number, string, string> };
}

const CONNECTIONS = 2;
/** It begins once and ends once. */
const LINES_PER_HOLD = 2;
const LIMITS = { connectMs: 5_000, statementMs: 5_000, lockMs: 5_000 };
const COLUMNS = [
  "key",
  "ref",
  "deed",
  "outcome",
  "captured",
  "amount",
  "kept",
  "currency",
  "at",
] as const;

/** Opens the book of the stand-in for payments in a migrated database. It connects when it is first asked. */
export function openStandInPayments(connectionString: string): StandInPayments {
  const pool = openPool({ connectionString, max: CONNECTIONS, ...LIMITS });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let closed: Promise<void> | undefined;
  return {
    read: asked(async (key: string) => {
      const lines = db.selectFrom("stand_in_payments").select(COLUMNS);
      return await lines.where("key", "=", key).executeTakeFirst();
    }),
    doneOf: asked(async (ref: string) => {
      const lines = db.selectFrom("stand_in_payments").select(COLUMNS);
      const done = lines.where("ref", "=", ref).where("outcome", "=", "done");
      const holdsFirst = sql`deed <> 'hold'`;
      return await done.orderBy(holdsFirst).orderBy("key").limit(LINES_PER_HOLD).execute();
    }),
    append: asked(async (line: StandInPayment) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("stand_in_payments")
        .values({ ...line, at: toIso(line.at) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    }),
    close: () => (closed ??= pool.end()),
  };
}
