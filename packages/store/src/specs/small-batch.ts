import {
  type Address,
  type AgentWrite,
  type Batch,
  type NewMail,
  EMPTY_BATCH,
} from "@msafara/runtime";

const BODY = new TextEncoder().encode("{}");

/** A batch with nothing in it but this. */
export function batchOf(part: Partial<Batch>): Batch {
  return { ...EMPTY_BATCH, ...part };
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
