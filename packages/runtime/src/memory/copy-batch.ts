import { decode, encode } from "../body.ts";
import type { AgentWrite, Batch, ViewWrite } from "../ports/batch.ts";
import { copyBytes } from "./memory-database.ts";

/** A batch that its sender cannot change any more. Views that cannot be stored are remembered as such. */
export interface CopiedBatch extends Batch {
  /** Why a view row of it cannot be stored. */
  readonly unstorable: string | undefined;
}

/** Copies a batch at the moment of the call, as a wire would. */
export function copyBatch(batch: Batch): CopiedBatch {
  let unstorable: string | undefined;
  const views = batch.views.map((write): ViewWrite => {
    try {
      return write.row === null ? { ...write } : { ...write, row: decode(encode(write.row)) };
    } catch (error) {
      unstorable = error instanceof Error ? error.message : String(error);
      return { ...write, row: null };
    }
  });
  return {
    agents: batch.agents.map(copyAgent),
    consumed: batch.consumed.map((mail) => ({ ...mail })),
    fired: batch.fired.map((timer) => ({ ...timer })),
    answers: batch.answers.map((row) => ({ ...row, answer: copyBytes(row.answer) })),
    events: batch.events.map(copyBody),
    mail: batch.mail.map(copyBody),
    timers: batch.timers.map(copyBody),
    cancelled: batch.cancelled.map((timer) => ({ ...timer })),
    effects: batch.effects.map(copyBody),
    views,
    live: batch.live.map(copyBody),
    quarantined: batch.quarantined.map(copyBody),
    unstorable,
  };
}

/** A row with bytes of its own. */
export function copyBody<Row extends { readonly body: Uint8Array }>(row: Row): Row {
  return { ...row, body: copyBytes(row.body) };
}

function copyAgent(agent: AgentWrite): AgentWrite {
  return { ...agent, state: copyBytes(agent.state), heads: copyBytes(agent.heads) };
}
