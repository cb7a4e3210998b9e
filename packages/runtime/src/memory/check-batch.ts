import { assert } from "@msafara/kernel";
import type {
  AgentWrite,
  AnswerRow,
  Batch,
  EventRow,
  LiveRow,
  NewEffect,
  QuarantineRow,
} from "../ports/batch.ts";
import { CommitFault, type CommitOutcome } from "../ports/journal.ts";
import type { CopiedBatch } from "./copy-batch.ts";
import {
  liveId,
  type MemoryDatabase,
  type MemoryTables,
  receiptId,
  type ViewColumn,
} from "./memory-database.ts";

// oxlint-disable-next-line no-control-regex -- NUL is exactly what is looked for.
const UNSTORABLE = /[\u0000\ud800-\udfff]/u;
const INTEGER_MAX = 2_147_483_647;

/** Says why a batch cannot be committed; rejects what PostgreSQL would choke on. */
export function checkBatch(
  database: MemoryDatabase,
  incarnation: string,
  batch: CopiedBatch,
): CommitOutcome | undefined {
  if (!database.tables.nodes.has(incarnation)) return { outcome: "fenced" };
  const what = staleOf(database, batch);
  if (what !== undefined) return { outcome: "stale", what };
  const poison = poisonOf(database, batch);
  if (poison !== undefined) throw new CommitFault("poison", poison);
  return undefined;
}

type Stale = "agents" | "mail" | "timers" | "answers";

/** Versions and counts, in the order in which the real commit looks at them. */
function staleOf({ tables }: MemoryDatabase, batch: Batch): Stale | undefined {
  if (!batch.agents.every((write) => standsWhere(tables, write))) return "agents";
  const isThere = ({ receiver, seq }: Batch["consumed"][number]) =>
    tables.mail.find(receiver, seq) !== undefined;
  if (!batch.consumed.every(isThere) || hasTwice(batch.consumed, ({ seq }) => seq)) return "mail";
  const isSet = ({ address, name, generation }: Batch["fired"][number]) =>
    tables.timers.find(address, name)?.generation === generation;
  if (!batch.fired.every(isSet) || hasTwice(batch.fired, timerId)) return "timers";
  return batch.answers.every((answer) => isOpen(tables, answer)) ? undefined : "answers";
}

/** A key that nobody has claimed, or that was claimed for this very command and has no answer. */
function isOpen({ receipts }: MemoryTables, answer: AnswerRow): boolean {
  const receipt = receipts.get(receiptId(answer));
  if (receipt === undefined) return true;
  const { bodyHash, address } = receipt;
  return receipt.answer === undefined && bodyHash === answer.bodyHash && address === answer.address;
}

function standsWhere(
  { agents }: MemoryTables,
  { address, expected, version }: AgentWrite,
): boolean {
  assert(version >= expected, "versions only grow");
  return (agents.get(address)?.version ?? 0) === expected;
}

/** Keys that collide, and values that the columns cannot hold. */
function poisonOf(database: MemoryDatabase, batch: CopiedBatch): string | undefined {
  return (
    collisionOf(database, batch) ??
    badTextOf(batch) ??
    batch.unstorable ??
    badViewOf(database, batch)
  );
}

function collisionOf({ tables }: MemoryDatabase, batch: Batch): string | undefined {
  const twice = doubleOf(batch);
  if (twice !== undefined) return `${twice} comes twice in one batch`;
  const isEventTaken = ({ address, version, n }: EventRow) =>
    hasFromEnd(tables.events.get(address), (event) => event.version - version || event.n - n);
  if (batch.events.some(isEventTaken)) return "An event is there already";
  const isFrameTaken = (row: LiveRow) =>
    hasFromEnd(tables.live.get(liveId(row)), ({ seq }) => seq - row.seq);
  if (batch.live.some(isFrameTaken)) return "The number of a live event is taken";
  const isEffectTaken = ({ id }: NewEffect) => tables.effects.find(id) !== undefined;
  if (batch.effects.some(isEffectTaken)) return "An effect is there already";
  const isRowTaken = ({ id }: QuarantineRow) => tables.quarantine.has(id);
  return batch.quarantined.some(isRowTaken) ? "A quarantine row is there already" : undefined;
}

/** One statement cannot write one row twice. */
function doubleOf(batch: Batch): string | undefined {
  const doubles: readonly (readonly [string, boolean])[] = [
    ["An agent", hasTwice(batch.agents, ({ address }) => address)],
    ["A timer", hasTwice(batch.timers, timerId)],
    ["A view row", hasTwice(batch.views, ({ view, key }) => `${view}\n${key}`)],
    [
      "An event",
      hasTwice(batch.events, ({ address, version, n }) => `${address}\n${version}\n${n}`),
    ],
    ["A live event", hasTwice(batch.live, (row) => `${liveId(row)}\n${row.seq}`)],
    ["An effect", hasTwice(batch.effects, ({ id }) => id)],
    ["A quarantine row", hasTwice(batch.quarantined, ({ id }) => id)],
    ["An answer", hasTwice(batch.answers, receiptId)],
  ];
  return doubles.find(([, isDouble]) => isDouble)?.[0];
}

function badTextOf(batch: Batch): string | undefined {
  const isBad =
    batch.agents.some(({ phase, address }) => areBad(phase, address)) ||
    batch.events.some(({ kind }) => areBad(kind)) ||
    batch.mail.some(({ receiver, sender, kind, trace }) => areBad(receiver, sender, kind, trace)) ||
    batch.timers.some(({ address, name }) => areBad(address, name)) ||
    batch.answers.some(({ principal, key, address }) => areBad(principal, key, address)) ||
    batch.effects.some(({ id, lane, kind, trace }) => areBad(id, lane, kind, trace)) ||
    batch.views.some(({ key }) => areBad(key)) ||
    batch.live.some(({ audience, name }) => areBad(audience, name)) ||
    batch.quarantined.some(({ sender, kind, trace, error, stack }) =>
      areBad(sender, kind, trace, error, stack),
    );
  return isBad ? "A text holds NUL or half a surrogate pair" : undefined;
}

function badViewOf({ views }: MemoryDatabase, batch: Batch): string | undefined {
  if (views === undefined) return undefined;
  for (const { view, row } of batch.views) {
    const shape = views[view];
    if (shape === undefined) return `There is no view ${view}`;
    for (const [column, value] of Object.entries(row ?? {})) {
      const type = shape[column];
      if (type === undefined) return `View ${view} has no column ${column}`;
      if (value !== null && !holds(type, value))
        return `Column ${column} of view ${view} cannot hold its value`;
    }
  }
  return undefined;
}

function holds(type: ViewColumn, value: unknown): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value) && Math.abs(Number(value)) <= INTEGER_MAX;
    case "bigint":
      return Number.isSafeInteger(value);
    case "double":
      return typeof value === "number";
    case "json":
      return true;
  }
}

function areBad(...texts: readonly string[]): boolean {
  return texts.some((text) => UNSTORABLE.test(text));
}

/** Looks from the end of sorted rows, where nearly all searches are over at once. */
function hasFromEnd<Row>(rows: readonly Row[] | undefined, compare: (row: Row) => number): boolean {
  if (rows === undefined) return false;
  let at = rows.length - 1;
  while (at >= 0 && compare(rows[at]!) > 0) at--;
  return at >= 0 && compare(rows[at]!) === 0;
}

function timerId({ address, name }: { readonly address: string; readonly name: string }): string {
  return `${address}\n${name}`;
}

function hasTwice<Row>(rows: readonly Row[], keyOf: (row: Row) => string | number): boolean {
  return rows.length > 1 && new Set(rows.map(keyOf)).size < rows.length;
}
