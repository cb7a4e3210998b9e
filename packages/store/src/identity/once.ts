import { type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import { together } from "./together.ts";

/** A command that comes again after a day is a new one. */
export const RECEIPTS_KEPT_MS = 86_400_000;

/** How a command is asked for: by whom, under which key, and whether it is meant. */
export interface Receipt {
  readonly principal: string;
  /** Without one, a command that comes twice is done twice. */
  readonly key?: string;
  /** Of all that the command says; keyed, since what it says may be soon guessed. */
  readonly bodyHash: string;
  /** Does all of it, to see what comes of it, and then none of it. */
  readonly isRehearsal: boolean;
  readonly now: Instant;
}

/** What came of a command. A key that came with another body does nothing. */
export type Once<Answer> =
  | { readonly outcome: "done" | "repeated" | "rehearsed"; readonly answer: Answer }
  | { readonly outcome: "key-reused" };

/**
 * Does a command's work once for each key, whoever asks at the same time and however often: its
 * effect and its receipt are written together, and a later caller is told what the first was. A
 * refusal is an answer like any other. What is answered is kept for a day: no secret belongs in it,
 * and nothing that tells of a person.
 */
export async function once<Answer extends object>(
  db: Kysely<Schema>,
  receipt: Receipt,
  work: (tx: Kysely<Schema>) => Promise<Answer>,
): Promise<Once<Answer>> {
  if (!receipt.isRehearsal) return await together(db, (tx) => claimAndWork(tx, receipt, work));
  const tx = await db.startTransaction().execute();
  try {
    const rehearsed = await claimAndWork(tx, receipt, work);
    return rehearsed.outcome === "done" ? { ...rehearsed, outcome: "rehearsed" } : rehearsed;
  } finally {
    await tx.rollback().execute();
  }
}

async function claimAndWork<Answer extends object>(
  tx: Kysely<Schema>,
  receipt: Receipt,
  work: (tx: Kysely<Schema>) => Promise<Answer>,
): Promise<Once<Answer>> {
  const { principal, key, bodyHash } = receipt;
  if (key === undefined) return { outcome: "done", answer: await work(tx) };
  if (!(await claim(tx, { ...receipt, key }))) {
    const kept = await readReceipt(tx, { principal, key });
    if (kept.body_hash !== bodyHash) return { outcome: "key-reused" };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The same command wrote it.
    return { outcome: "repeated", answer: kept.answer as Answer };
  }
  const answer = await work(tx);
  await tx
    .updateTable("door_receipts")
    .set({ answer: JSON.stringify(answer) })
    .where("principal", "=", principal)
    .where("key", "=", key)
    .execute();
  return { outcome: "done", answer };
}

/** Of two at once the second waits here for the first, and takes its place only if that came to nothing. */
async function claim(
  tx: Kysely<Schema>,
  { principal, key, bodyHash, now }: Receipt & { readonly key: string },
): Promise<boolean> {
  const claimed = { body_hash: bodyHash, at: toIso(now), answer: null };
  const row = await tx
    .insertInto("door_receipts")
    .values({ principal, key, ...claimed })
    .onConflict((conflict) =>
      conflict
        .columns(["principal", "key"])
        .doUpdateSet(claimed)
        .where("door_receipts.at", "<=", instant(now - RECEIPTS_KEPT_MS)),
    )
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}

/** The claim that failed holds the row, so it cannot be tidied away before it is read. */
async function readReceipt(
  tx: Kysely<Schema>,
  { principal, key }: { readonly principal: string; readonly key: string },
) {
  return await tx
    .selectFrom("door_receipts")
    .select(["body_hash", "answer"])
    .where("principal", "=", principal)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
}
