import type { Address, AgentWrite, Batch, NewMail } from "@msafara/runtime";

const NOTHING: Batch = {
  agents: [],
  consumed: [],
  fired: [],
  answers: [],
  events: [],
  mail: [],
  timers: [],
  cancelled: [],
  effects: [],
  views: [],
  live: [],
  quarantined: [],
};

const BODY = new TextEncoder().encode("{}");

/** A batch with nothing in it but this. */
export function batchOf(part: Partial<Batch>): Batch {
  return { ...NOTHING, ...part };
}

/** An agent that moves from one version to the next. */
export function agentAt(address: Address, expected: number): AgentWrite {
  const [phase, turnedAt] = ["idle", 1_700_000_000_000];
  const version = expected + 1;
  return { address, expected, version, schema: 1, phase, turnedAt, state: BODY, heads: BODY };
}

/** A message to somebody. */
export function mailTo(receiver: Address): NewMail {
  const trace = "t-1";
  return { receiver, sender: "toy/sender", kind: "asked", body: BODY, release: 1, depth: 1, trace };
}
