import type { Instant } from "@msafara/kernel";
import { type Address, partitionOf } from "../address.ts";
import type { Mail } from "../ports/batch.ts";

/** A message as the table keeps it. */
export interface StoredMail extends Mail {
  readonly at: Instant;
}

/** All mailboxes; what is in here is committed. */
export interface MailTable {
  readonly size: () => number;
  readonly add: (mail: StoredMail) => void;
  readonly find: (receiver: Address, seq: number) => StoredMail | undefined;
  readonly remove: (mail: StoredMail) => void;
  /** One mailbox by `seq`. */
  readonly boxOf: (receiver: Address) => readonly StoredMail[];
  /** Who has mail in a partition, in no order. */
  readonly receiversIn: (partition: number) => Iterable<Address>;
  /** Everything after a number, by number. */
  readonly after: (seq: number) => Iterable<StoredMail>;
}

/** Numbers of messages long gone that the order may carry along before it is cleaned up. */
const GONE_MAX = 1_024;

const NOTHING: readonly never[] = [];

/** An empty table. */
export function openMailTable(): MailTable {
  const bySeq = new Map<number, StoredMail>();
  const boxes = new Map<Address, StoredMail[]>();
  const partitions = new Map<number, Set<Address>>();
  let order: number[] = [];

  function add(mail: StoredMail): void {
    bySeq.set(mail.seq, mail);
    let box = boxes.get(mail.receiver);
    if (box === undefined) {
      boxes.set(mail.receiver, (box = []));
      const partition = partitionOf(mail.receiver);
      const receivers = partitions.get(partition);
      if (receivers === undefined) partitions.set(partition, new Set([mail.receiver]));
      else receivers.add(mail.receiver);
    }
    insert(box, mail, (other) => other.seq);
    insert(order, mail.seq, (seq) => seq);
  }

  function remove(mail: StoredMail): void {
    const box = boxes.get(mail.receiver);
    if (box === undefined || !bySeq.delete(mail.seq)) return;
    box.splice(
      placeOf(box, mail.seq, (other) => other.seq),
      1,
    );
    if (box.length === 0) {
      boxes.delete(mail.receiver);
      partitions.get(partitionOf(mail.receiver))?.delete(mail.receiver);
    }
    if (order.length > 2 * bySeq.size + GONE_MAX) order = order.filter((seq) => bySeq.has(seq));
  }

  return {
    size: () => bySeq.size,
    add,
    find: (receiver, seq) => {
      const mail = bySeq.get(seq);
      return mail?.receiver === receiver ? mail : undefined;
    },
    remove,
    boxOf: (receiver) => boxes.get(receiver) ?? NOTHING,
    receiversIn: (partition) => partitions.get(partition) ?? NOTHING,
    after: (seq) => mailAfter({ order, bySeq }, seq),
  };
}

function* mailAfter(
  { order, bySeq }: { readonly order: readonly number[]; readonly bySeq: Map<number, StoredMail> },
  seq: number,
): Iterable<StoredMail> {
  for (let i = placeOf(order, seq + 1, (one) => one); i < order.length; i++) {
    const mail = bySeq.get(order[i]!);
    if (mail !== undefined) yield mail;
  }
}

/** Most rows come last; commits that overlap bring a few that do not. */
function insert<Row>(rows: Row[], row: Row, seqOf: (row: Row) => number): void {
  let at = rows.length;
  while (at > 0 && seqOf(rows[at - 1]!) > seqOf(row)) at--;
  if (at === rows.length) rows.push(row);
  else rows.splice(at, 0, row);
}

/** The first place whose number is not smaller. */
function placeOf<Row>(rows: readonly Row[], seq: number, seqOf: (row: Row) => number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seqOf(rows[middle]!) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
