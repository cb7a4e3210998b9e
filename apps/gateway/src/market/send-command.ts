import type { Route } from "@msafara/contracts";
import { isRefusal, refuse, type Refusal } from "@msafara/kernel";
import type { Address, Answer, Body } from "@msafara/runtime";
import type { Away, Call, KeyReused, Repeat, Visitor } from "../door/handler.ts";
import { auditLineOf } from "../identity/audited.ts";
import { defined } from "./defined.ts";
import type { MarketDesk } from "./market-desk.ts";

/** What is asked of which agent, and what its answer comes to on the wire. */
export interface Order<Row, Status extends number, Shown> {
  readonly route: Pick<Route, "id">;
  readonly to: Address;
  readonly command: Body;
  /** The agent is made by this very command. */
  readonly mints?: boolean;
  /** What somebody is told to whom the thing does not belong; "there is nothing here" unless told. */
  readonly absent?: string;
  readonly status: Status;
  /** Shows the row that the command leaves. */
  readonly show: (row: Row) => Shown;
}

/** What came of it, in the words of the door. */
export type Outcome<Status extends number, Shown> =
  | ({ readonly status: Status; readonly body: Shown } & Repeat)
  | { readonly rehearsed: Shown }
  | Away
  | KeyReused
  | (Refusal & Repeat);

/** A call of somebody who is known. */
export interface Asked extends Pick<Call, "origin" | "key" | "dryRun"> {
  readonly visitor: Visitor;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Asks an agent on behalf of whoever called. The same key gets the same answer, made from the very row
 * that the first one left; what was done, or refused, is written into the record, and that it was asked
 * for again.
 */
export async function sendCommand<Row, Status extends number, Shown>(
  desk: MarketDesk,
  call: Asked,
  order: Order<Row, Status, Shown>,
): Promise<Outcome<Status, Shown>> {
  const { visitor, origin, key, dryRun } = call;
  const { to, command, mints = false, status, show } = order;
  const wish = {
    principal: visitor.principal,
    mints,
    dryRun,
    trace: origin.requestId,
    tellsRepeats: true,
    says: saidIn(call, order),
    ...(key === undefined ? {} : { key }),
  };
  const answer = await desk.caller.ask(to, command, wish);
  switch (answer.status) {
    case "done": {
      const wrong = refusalIn(answer.reply);
      const again = againIn(answer);
      await note(desk, call, { order, outcome: wrong?.refused ?? "done", ...again });
      if (wrong !== undefined) return { ...told(wrong, order), ...again };
      return { status, body: show(rowIn(answer.reply)), ...again };
    }
    case "dry":
      if (answer.refusal !== undefined) return told(answer.refusal, order);
      return { rehearsed: show(rowIn(answer.reply)) };
    case "refused": {
      const again = againIn(answer);
      await note(desk, call, { order, outcome: answer.refusal.refused, ...again });
      return { ...told(answer.refusal, order), ...again };
    }
    case "unavailable":
      return { away: answer.code, retryAfterMs: answer.retryAfterMs };
    case "key-reused":
      return { keyReused: true };
  }
}

/** An agent that has to remember what it refuses does not refuse to the engine, but in its answer. */
function refusalIn(reply: Extract<Answer, { status: "done" }>["reply"]): Refusal | undefined {
  if (!isRefusal(reply)) return undefined;
  const { refused, facts } = rowIn<Refusal>(reply);
  return refuse(refused, facts);
}

/** What the key stands for: the request as it came in, not what the desk made of it. */
function saidIn({ params, query, body }: Asked, { route }: { route: Pick<Route, "id"> }): Body {
  return { type: route.id, ...defined({ params, query, body }) };
}

/** What is not his is as good as absent, in the words of a route that finds nothing. */
function told(refusal: Refusal, { absent }: { readonly absent?: string }): Refusal {
  return refusal.refused === "not-yours" && absent !== undefined ? refuse(absent) : refusal;
}

function againIn({ repeated }: Repeat): Repeat {
  return repeated === true ? { repeated } : {};
}

interface Deed extends Repeat {
  readonly order: Pick<Order<never, number, unknown>, "to" | "command">;
  readonly outcome: string;
}

async function note(
  { people }: MarketDesk,
  { visitor, origin }: Asked,
  { order, outcome, repeated }: Deed,
): Promise<void> {
  const { to, command } = order;
  const act = `${to.slice(0, to.indexOf("/"))}.${command.type}`;
  // The first may have gone unwritten, when its gateway died or did not know what became of it.
  const detail = repeated === true ? { outcome: "repeated", first: outcome } : { outcome };
  const line = { who: visitor.principal, act, resource: to, detail };
  await people.appendAudit([auditLineOf(origin, line)]);
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- The agent answers with the row of its own view. */
function rowIn<Row>(reply: Extract<Answer, { status: "done" }>["reply"]): Row {
  return reply as unknown as Row;
}
