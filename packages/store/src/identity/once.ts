import { Fault, type Instant, toIso } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import { together } from "./together.ts";

/** A command that comes again after a day is a new one. */
export const RECEIPTS_KEPT_MS = 86_400_000;

/** In the book of the agents the keys of the door stand under this address, which no agent has. */
const DOOR = "door/door";
const KEY_TAKEN = "key-taken";

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
  try {
    if (receipt.isRehearsal) return await rehearse(db, receipt, work);
    return await together(db, (tx) => claimAndWork(tx, receipt, work));
  } catch (error) {
    if (error instanceof Fault && error.code === KEY_TAKEN) return { outcome: "key-reused" };
    throw error;
  }
}

async function rehearse<Answer extends object>(
  db: Kysely<Schema>,
  receipt: Receipt,
  work: (tx: Kysely<Schema>) => Promise<Answer>,
): Promise<Once<Answer>> {
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
  await takeFromAgents(tx, { principal, key, bodyHash });
  return { outcome: "done", answer };
}

/**
 * Writes the key into the book of the agents, so that it is refused to whoever asks one of them for something
 * under it. Last of all: a commit of theirs may wait for it, and all that is left to wait for is our own.
 */
async function takeFromAgents(
  tx: Kysely<Schema>,
  { principal, key, bodyHash }: Pick<Receipt, "principal" | "bodyHash"> & { readonly key: string },
): Promise<void> {
  const { rows } = await sql`
    INSERT INTO receipts AS r (principal, key, body_hash, address)
    VALUES (${principal}, ${key}, ${bodyHash}, ${DOOR})
    ON CONFLICT (principal, key) DO UPDATE SET body_hash = excluded.body_hash, at = now()
     WHERE r.address = ${DOOR}
    RETURNING key`.execute(tx);
  if (rows.length > 0) return;
  throw new Fault("An agent was asked for something else under this key", {
    retry: false,
    code: KEY_TAKEN,
  });
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
