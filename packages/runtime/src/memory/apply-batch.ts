import type { Instant } from "@msafara/kernel";
import type { AgentWrite, Batch, ViewWrite } from "../ports/batch.ts";
import { liveId, type MemoryDatabase, type MemoryTables, receiptId } from "./memory-database.ts";

/** Writes a batch that was found fit. The rows are ours: nobody else holds their bytes. */
export function applyBatch({ tables }: MemoryDatabase, batch: Batch, seqs: readonly number[], at: Instant): void {
  for (const write of batch.agents) writeAgent(tables, write);
  for (const { receiver, seq } of batch.consumed) {
    const mail = tables.mail.find(receiver, seq);
    if (mail !== undefined) tables.mail.remove(mail);
    tables.suspects.get(receiver)?.delete(seq);
  }
  for (const { address, name } of batch.fired) tables.timers.remove(address, name);
  for (const { address, name } of batch.cancelled) tables.timers.remove(address, name);
  for (const timer of batch.timers) tables.timers.set(timer);
  for (const answer of batch.answers) {
    const receipt = tables.receipts.get(receiptId(answer));
    if (receipt !== undefined) receipt.answer = answer.answer;
  }
  for (const event of batch.events) append(tables.events, event.address, event);
  batch.mail.forEach((mail, i) => tables.mail.add({ ...mail, seq: seqs[i]!, at }));
  for (const effect of batch.effects) tables.effects.add(effect);
  for (const write of batch.views) writeView(tables, write);
  for (const row of batch.live) append(tables.live, liveId(row), row);
  for (const row of batch.quarantined) tables.quarantine.set(row.id, row);
}

/** The rows that a batch locks from its first statement on. */
export function locksOf(batch: Batch): readonly string[] {
  return [
    ...batch.agents.map(({ address }) => `agent ${address}`),
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

function writeView(tables: MemoryTables, write: ViewWrite): void {
  const rows = tables.views.get(write.view) ?? new Map<string, ViewWrite>();
  tables.views.set(write.view, rows);
  if (write.row === null) rows.delete(write.key);
  else rows.set(write.key, write);
}

/** Rows come in the order of their numbers, except where somebody commits out of turn. */
function append<Key, Row extends { readonly seq: number } | { readonly version: number; readonly n: number }>(
  rows: Map<Key, Row[]>,
  key: Key,
  row: Row,
): void {
  const list = rows.get(key);
  if (list === undefined) {
    rows.set(key, [row]);
    return;
  }
  let at = list.length;
  while (at > 0 && isAfter(list[at - 1]!, row)) at--;
  list.splice(at, 0, row);
}

function isAfter(
  one: { readonly seq: number } | { readonly version: number; readonly n: number },
  other: { readonly seq: number } | { readonly version: number; readonly n: number },
): boolean {
  if ("seq" in one && "seq" in other) return one.seq > other.seq;
  if ("n" in one && "n" in other) return one.version > other.version || (one.version === other.version && one.n > other.n);
  return false;
}
