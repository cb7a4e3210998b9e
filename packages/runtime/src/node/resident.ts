import type { Instant } from "@msafara/kernel";
import { type Address, laneOf, partitionOf } from "../address.ts";
import type { Body, Json } from "../body.ts";
import type { Mail, NewMail, TimerRow } from "../ports/batch.ts";
import type { Role } from "../role.ts";
import type { AnswerFrame } from "./frames.ts";
import type { Agent } from "./turn.ts";

/** A command that waits for its turn, and for its answer to be true. */
export interface Call {
  readonly address: Address;
  readonly command: Body;
  readonly principal: string;
  readonly key?: string;
  readonly bodyHash: string;
  readonly dryRun: boolean;
  /** By the database's clock. */
  readonly deadline: Instant;
  readonly trace: string;
  readonly answer: (frame: AnswerFrame) => void;
}

/** Mail in memory. Without a `seq` it was sent in the batch that is still being made. */
export type HeldMail = NewMail & { seq?: number };

/**
 * What memory knows of an agent's mailbox. `complete`: all there is. `windowed`: the first part, the
 * rest lies in the table. `unsure`: something may be missing, so nothing runs before it is read again.
 */
export type Knowledge = "complete" | "windowed" | "unsure";

/** An agent that a node holds in memory, with all that waits for it. */
export interface Resident {
  readonly address: Address;
  readonly role: Role | undefined;
  readonly partition: number;
  readonly lane: number;
  agent: Agent | undefined;
  mail: HeldMail[];
  calls: Call[];
  due: TimerRow[];
  knows: Knowledge;
  suspects: readonly string[];
  /** Counts doubts, so that a read that began before the last one is not believed. */
  doubts: number;
  /** The yard's count of reads when this mailbox was last read. */
  readNo: number;
  /** Timers of a batch that was given up must be looked up again. */
  timersUnsure: boolean;
  /** Stands in its lane's queue. */
  queued: boolean;
  /** Stands in the loader's queue. */
  awaited: boolean;
  /** Its mailbox is being read; it takes no turn until that is done. */
  fetching: boolean;
  /** Has a part in a batch that is not committed. */
  busy: boolean;
  activeAt: number;
  /** Alternates doors, so that neither mail nor commands starve the other. */
  mailNext: boolean;
}

/** Someone of whom nothing is known yet but the address. */
export function newResident(address: Address, role: Role | undefined, lanes: number): Resident {
  return {
    address,
    role,
    partition: partitionOf(address),
    lane: laneOf(address, lanes),
    agent: undefined,
    mail: [],
    calls: [],
    due: [],
    knows: "unsure",
    suspects: [],
    doubts: 0,
    readNo: 0,
    timersUnsure: false,
    queued: false,
    awaited: false,
    fetching: false,
    busy: false,
    activeAt: 0,
    mailNext: true,
  };
}

/** Whether anything waits for a turn. */
export function hasWork({ mail, calls, due }: Resident): boolean {
  return mail.length > 0 || calls.length > 0 || due.length > 0;
}

/** Whether it may take a turn now, as far as memory can tell. */
export function canTurn({ agent, knows, fetching }: Resident): boolean {
  return agent !== undefined && knows !== "unsure" && !fetching;
}

/** Forgets what may be wrong; commands stay, their callers still wait. */
export function forget(resident: Resident): void {
  resident.agent = undefined;
  resident.mail = [];
  resident.due = [];
  resident.timersUnsure = true;
  resident.knows = "unsure";
}

/** Joins what the table held with what came since it was read; per sender the numbers keep their order. */
export function mergeMail(held: readonly HeldMail[], read: readonly Mail[]): HeldMail[] {
  const bySeq = new Map<number, HeldMail>();
  for (const mail of read) bySeq.set(mail.seq, mail);
  for (const mail of held) if (mail.seq !== undefined) bySeq.set(mail.seq, mail);
  return [...bySeq.values()].toSorted((one, other) => (one.seq ?? 0) - (other.seq ?? 0));
}

/** Live configuration of every role. */
export type Settings = Readonly<Record<string, Readonly<Record<string, Json>>>>;
