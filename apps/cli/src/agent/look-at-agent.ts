import { toIso } from "@msafara/kernel";
import {
  type Address,
  type AgentSummary,
  type EventRow,
  type Journal,
  type Mailbox,
  partitionOf,
  type StoredAgent,
  type TimerRow,
} from "@msafara/runtime";
import { justBefore } from "../page/just-before.ts";
import { readBody } from "../page/read-body.ts";
import { readLastEvents } from "./read-last-events.ts";

const MAIL_MAX = 50;

/** Everything about one agent, as the journal tells it in several answers. */
export interface AgentView {
  readonly address: Address;
  /** Absent before its first turn. */
  readonly stored: StoredAgent | undefined;
  readonly summary: AgentSummary | undefined;
  readonly mailbox: Mailbox;
  readonly timers: readonly TimerRow[];
  readonly events: readonly EventRow[];
}

/** Reads an agent; nothing when nobody has ever heard of it. */
export async function lookAtAgent(
  journal: Journal,
  { address, count }: { readonly address: Address; readonly count: number },
): Promise<AgentView | undefined> {
  const [[stored], [box], timers, [row]] = await Promise.all([
    journal.states([address]),
    journal.mailboxes({ addresses: [address], max: MAIL_MAX }),
    journal.timersOf([address]),
    journal.agents({ after: justBefore(address), limit: 1 }),
  ]);
  const mailbox = box ?? { address, mail: [], more: false, suspects: [] };
  const isUnheardOf = mailbox.mail.length === 0 && mailbox.suspects.length === 0;
  if (stored === undefined && isUnheardOf && timers.length === 0) return undefined;
  const summary = row?.address === address ? row : undefined;
  const version = stored?.version ?? 0;
  const events = await readLastEvents(journal, { address, version, count });
  return { address, stored, summary, mailbox, timers, events };
}

/** An agent as programs read it. */
export function agentAsJson(agent: AgentView) {
  const { address, stored, timers, events } = agent;
  return {
    address,
    partition: partitionOf(address),
    ...(stored === undefined ? NEVER_ACTED : storedAsJson(stored)),
    mailbox: mailboxAsJson(agent),
    timers: timers.map(({ name, due, generation, body }) => ({
      name,
      due: toIso(due),
      generation,
      message: readBody(body),
    })),
    events: events.map(({ address: _, at, body, ...event }) => ({
      ...event,
      at: toIso(at),
      body: readBody(body),
    })),
  };
}

const NEVER_ACTED = { version: 0, schema: null, phase: null, turnedAt: null, state: null };

function storedAsJson({ version, schema, phase, turnedAt, state }: StoredAgent) {
  return { version, schema, phase, turnedAt: toIso(turnedAt), state: readBody(state) };
}

function mailboxAsJson({ summary, mailbox }: AgentView) {
  const { mail, more, suspects } = mailbox;
  const oldestAt = summary?.oldestMailAt ?? null;
  return {
    depth: summary?.mailDepth ?? mail.length,
    oldestAt: oldestAt === null ? null : toIso(oldestAt),
    mail: mail.map(({ receiver: _, body, ...message }) => ({ ...message, body: readBody(body) })),
    more,
    suspects,
  };
}
