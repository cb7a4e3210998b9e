import { afterAll, beforeAll } from "vitest";
import { type Address, addressOf, partitionOf } from "../../address.ts";
import { encode } from "../../body.ts";
import type { AgentWrite, Batch, NewEffect, NewMail, TimerRow } from "../../ports/batch.ts";
import { EMPTY_BATCH } from "../../ports/empty-batch.ts";
import type { CommitOutcome, Journal, Roster } from "../../ports/journal.ts";
import type { JournalHall, OpenHall } from "./hall.ts";

/** A candidate: two programs at one database, and a node of each that lives through the exam. */
export interface Seat extends JournalHall {
  readonly one: Journal;
  readonly other: Journal;
  /** The node of `one`; and of `other`. */
  readonly node: string;
  readonly otherNode: string;
  /** An address that nobody has used. */
  readonly fresh: (role?: string) => Address;
  readonly freshId: (kind: string) => string;
  /** Commits as the node of `one`. */
  readonly commit: (batch: Partial<Batch>, lane?: number) => Promise<CommitOutcome>;
  /** Commits as the node of `other`. */
  readonly commitElsewhere: (batch: Partial<Batch>, lane?: number) => Promise<CommitOutcome>;
}

const LONG_LEASE_MS = 3_600_000;

/** One seat for a whole chapter: each test speaks of addresses that no other test uses. */
export function takeSeat(open: OpenHall): () => Seat {
  let seat: Seat | undefined;
  beforeAll(async () => {
    seat = await openSeat(await open());
  });
  afterAll(() => seat?.close());
  return () => {
    if (seat === undefined) throw new TypeError("The hall did not open");
    return seat;
  };
}

async function openSeat(hall: JournalHall): Promise<Seat> {
  const [one, other] = await Promise.all([hall.connect(), hall.connect()]);
  const [node, otherNode] = ["node-one", "node-other"];
  await joinAs(one, { incarnation: node });
  await joinAs(other, { incarnation: otherNode });
  let count = 0;
  const freshId = (kind: string) => `${kind}_${String(++count).padStart(6, "0")}`;
  return {
    ...hall,
    one,
    other,
    node,
    otherNode,
    freshId,
    fresh: (role = "driver") => addressOf(role, freshId("id")),
    commit: (batch, lane = 0) => one.commit({ incarnation: node, lane, batch: batchOf(batch) }),
    commitElsewhere: (batch, lane = 0) =>
      other.commit({ incarnation: otherNode, lane, batch: batchOf(batch) }),
  };
}

/** Joins a node that lives for an hour, or for as long as it is told. */
export async function joinAs(
  journal: Journal,
  {
    incarnation,
    release = 1,
    leaseMs = LONG_LEASE_MS,
  }: { readonly incarnation: string; readonly release?: number; readonly leaseMs?: number },
): Promise<Roster> {
  return journal.join({ incarnation, node: `of ${incarnation}`, release, leaseMs });
}

/** A batch with nothing in it but this. */
export function batchOf(part: Partial<Batch>): Batch {
  return { ...EMPTY_BATCH, ...part };
}

/** Bytes of a body, each byte value among them. */
export function bytesOf(what: unknown): Uint8Array {
  return Uint8Array.of(...encode(what), 0, 128, 255);
}

/** An agent's write; `expected` and `version` say from where to where. */
export function agentOf(
  address: Address,
  [expected, version]: readonly [number, number],
  spoil: Partial<AgentWrite> = {},
): AgentWrite {
  const state = bytesOf({ version });
  const heads = bytesOf({ all: version });
  const turnedAt = 1_700_000_000_000 + version;
  return { address, expected, version, schema: 3, phase: "idle", turnedAt, state, heads, ...spoil };
}

/** A message to somebody. */
export function mailTo(receiver: Address, spoil: Partial<NewMail> = {}): NewMail {
  const body = bytesOf({ to: receiver });
  const sender = "shipment/sender";
  return { receiver, sender, kind: "asked", body, release: 1, depth: 2, trace: "t-1", ...spoil };
}

/** A timer that is due long after every other one, unless told otherwise. */
export function timerOf(address: Address, name: string, spoil: Partial<TimerRow> = {}): TimerRow {
  const due = 1_900_000_000_000;
  return { address, name, due, generation: 1, body: bytesOf({ name }), ...spoil };
}

/** An effect in a lane. */
export function effectOf(address: Address, id: string, spoil: Partial<NewEffect> = {}): NewEffect {
  return {
    id,
    address,
    lane: "money",
    kind: "hold",
    body: bytesOf({ id }),
    trace: "t-2",
    ...spoil,
  };
}

/** The numbers that a commit gave its mail; none when it was refused. */
export function seqsOf(outcome: CommitOutcome): readonly number[] {
  return outcome.outcome === "committed" ? outcome.seqs : [];
}

/** The partitions of some addresses, each once. */
export function partitionsOf(addresses: readonly Address[]): readonly number[] {
  return [...new Set(addresses.map(partitionOf))];
}

/** The whole mailbox of an address, as bodies in order. */
export async function readBox(journal: Journal, address: Address, max = 1_000) {
  const [box] = await journal.mailboxes({ addresses: [address], max });
  return box?.mail ?? [];
}

/** Whether a promise has settled by the time the hall's clock has moved on a little. */
export async function isSettledSoon(
  hall: JournalHall,
  promise: Promise<unknown>,
): Promise<boolean> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  await hall.pass(hall.leaseMs / 4);
  return isSettled;
}
