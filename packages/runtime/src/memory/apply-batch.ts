import type { Instant } from "@msafara/kernel";
import type { AgentWrite, Batch, EventRow, LiveRow, ViewWrite } from "../ports/batch.ts";
import { liveId, type MemoryDatabase, type MemoryTables, receiptId } from "./memory-database.ts";

/** Writes a batch that was found fit. The rows are ours: nobody else holds their bytes. */
export function applyBatch(
  { tables, now }: MemoryDatabase,
  batch: Batch,
  seqs: readonly number[],
): Instant {
  const at = now();
  for (const write of batch.agents) writeAgent(tables, write);
  writeMail(tables, batch, { seqs, at });
  writeTimers(tables, batch);
  for (const answer of batch.answers) {
    const id = receiptId(answer);
    tables.receipts.set(id, { at: tables.receipts.get(id)?.at ?? at, ...answer });
  }
  for (const event of batch.events) {
    insertRow(rowsOf(tables.events, event.address), event, isLaterEvent);
  }
  for (const effect of batch.effects) tables.effects.add(effect);
  for (const write of batch.views) writeView(tables, write);
  for (const row of batch.live) insertRow(rowsOf(tables.live, liveId(row)), row, isLaterFrame);
  for (const row of batch.quarantined) tables.quarantine.set(row.id, row);
  return at;
}

/** The rows that a batch locks from its first statement on. */
export function locksOf(batch: Batch): readonly string[] {
  return [
    // An agent that only has to stand where it stood is read and not locked.
    ...batch.agents.flatMap(({ address, expected, version }) =>
      version > expected ? [`agent ${address}`] : [],
    ),
    ...batch.consumed.map(({ seq }) => `mail ${seq}`),
    ...[batch.fired, batch.cancelled, batch.timers].flatMap((timers) =>
      timers.map(({ address, name }) => `timer ${address} ${name}`),
    ),
    ...batch.answers.map((answer) => `receipt ${receiptId(answer)}`),
    ...batch.events.map(({ address, version, n }) => `event ${address} ${version} ${n}`),
    ...batch.effects.map(({ id }) => effectLock(id)),
    ...batch.views.map(({ view, key }) => `view ${view} ${key}`),
    ...batch.live.map((row) => `live ${liveId(row)} ${row.seq}`),
    ...batch.quarantined.map(({ id }) => quarantineLock(id)),
  ];
}

/** The lock of an effect's row. */
export function effectLock(id: string): string {
  return `effect ${id}`;
}

/** The lock of a quarantine row. */
export function quarantineLock(id: string): string {
  return `quarantine ${id}`;
}

function writeAgent(tables: MemoryTables, { expected, ...agent }: AgentWrite): void {
  if (agent.version > expected) tables.agents.set(agent.address, agent);
}

function writeMail(
  tables: MemoryTables,
  batch: Batch,
  { seqs, at }: { readonly seqs: readonly number[]; readonly at: Instant },
): void {
  for (const { receiver, seq } of batch.consumed) {
    const mail = tables.mail.find(receiver, seq);
    if (mail !== undefined) tables.mail.remove(mail);
    tables.suspects.get(receiver)?.delete(`mail ${seq}`);
  }
  for (const [i, mail] of batch.mail.entries()) tables.mail.add({ ...mail, seq: seqs[i]!, at });
}

/** Cancelled before set: a batch may do both to one name, and means the timer that it set. */
function writeTimers(tables: MemoryTables, batch: Batch): void {
  for (const { address, name, generation } of batch.fired) {
    tables.timers.remove(address, name);
    tables.suspects.get(address)?.delete(`timer ${name} ${generation}`);
  }
  for (const { address, name } of batch.cancelled) tables.timers.remove(address, name);
  for (const timer of batch.timers) tables.timers.set(timer);
}

/** An older version never overwrites a newer row. */
function writeView(tables: MemoryTables, write: ViewWrite): void {
  const rows = tables.views.get(write.view) ?? new Map<string, ViewWrite>();
  tables.views.set(write.view, rows);
  if ((rows.get(write.key)?.version ?? -1) >= write.version) return;
  if (write.row === null) rows.delete(write.key);
  else rows.set(write.key, write);
}

function rowsOf<Key, Row>(rows: Map<Key, Row[]>, key: Key): Row[] {
  const present = rows.get(key);
  if (present !== undefined) return present;
  const fresh: Row[] = [];
  rows.set(key, fresh);
  return fresh;
}

/** Rows come in the order of their numbers, except where somebody commits out of turn. */
function insertRow<Row>(rows: Row[], row: Row, isLater: (one: Row, other: Row) => boolean): void {
  let at = rows.length;
  while (at > 0 && isLater(rows[at - 1]!, row)) at--;
  rows.splice(at, 0, row);
}

function isLaterEvent(one: EventRow, other: EventRow): boolean {
  return one.version > other.version || (one.version === other.version && one.n > other.n);
}

function isLaterFrame(one: LiveRow, other: LiveRow): boolean {
  return one.seq > other.seq;
}
