import {
  type ProblemCode,
  problemCodeOf,
  PROBLEMS,
  problemsOf,
  type Route,
} from "@msafara/contracts";
import { assert, isRefusal, type Refusal } from "@msafara/kernel";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "../problems/send-problem.ts";
import type { Wrong } from "../problems/wrong.ts";
import { blameIn } from "./blamed.ts";
import { entityTag, hasTag, weakTag } from "./entity-tag.ts";
import type { Away, KeyReused, Old, Repeat, Unchanged } from "./handler.ts";
import { writerFor } from "./writer-for.ts";

const JSON_TYPE = "application/json; charset=utf-8";
const KEY_KEPT_HOURS = 24;
const MS_PER_S = 1_000;

interface Told extends Repeat {
  readonly status: number;
  readonly body: unknown;
  readonly counts?: unknown;
  readonly keep?: (text: string, tag: string | undefined) => void;
}

/** What a handler of any route answers. */
export type Outcome =
  | Told
  | Old
  | Unchanged
  | { readonly rehearsed: unknown }
  | Away
  | KeyReused
  | (Refusal & Repeat);

/** Who is answered, and what he asked. */
export interface Turn {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly route: Route;
  readonly dryRun: boolean;
}

/** Writes out what a handler answered. */
export async function answer(turn: Turn, outcome: Outcome): Promise<FastifyReply> {
  const { request, reply, route } = turn;
  if ("repeated" in outcome) reply.header("idempotency-replayed", "true");
  if (isRefusal(outcome)) return await sendProblem(request, reply, refused(turn, outcome));
  if ("away" in outcome) return await sendProblem(request, reply, away(route, outcome));
  if ("keyReused" in outcome) {
    const facts = { hours: KEY_KEPT_HOURS };
    return await sendProblem(request, reply, { wrong: "idempotency-key-reused", facts });
  }
  if ("rehearsed" in outcome) return await tellRehearsal(turn, outcome.rehearsed);
  if ("unchanged" in outcome) return await tellUnchanged(reply, outcome.unchanged);
  if ("kept" in outcome) return await tellOld(turn, outcome);
  assert(!turn.dryRun, "a rehearsal answers what would have been, and has done nothing");
  return await tell(turn, outcome);
}

async function tell({ request, reply, route }: Turn, done: Told) {
  const schema = route.responses[done.status];
  assert(schema !== undefined, "a route answers with a status that it declares");
  reply.code(done.status);
  if (schema === null) return await reply.send();
  const text = writerFor(schema)(done.body);
  const tag = route.manner === "read" ? tagOf(done, text) : undefined;
  done.keep?.(text, tag);
  if (tag !== undefined) {
    if (hasTag(request.headers["if-none-match"], tag)) return await tellUnchanged(reply, tag);
    reply.header("etag", tag);
  }
  return await reply.header("content-type", JSON_TYPE).send(text);
}

function tagOf({ counts }: Told, text: string): string {
  return counts === undefined ? entityTag(text) : weakTag(JSON.stringify(counts));
}

async function tellUnchanged(reply: FastifyReply, tag: string): Promise<FastifyReply> {
  return await reply.code(304).header("etag", tag).send();
}

/** What is old has no tag: nobody knows the version by now. */
async function tellOld({ reply }: Turn, { kept, ageMs }: Old): Promise<FastifyReply> {
  reply.headers({ "x-stale": "true", age: String(Math.ceil(ageMs / MS_PER_S)) });
  return await reply.code(200).header("content-type", JSON_TYPE).send(kept);
}

/** A rehearsal has made nothing, so it is 200, in the words of the first answer. */
async function tellRehearsal({ reply, route }: Turn, body: unknown): Promise<FastifyReply> {
  const schema = route.responses[200] ?? Object.values(route.responses)[0] ?? null;
  reply.code(200).header("x-dry-run", "true");
  if (schema === null) return await reply.send();
  return await reply.header("content-type", JSON_TYPE).send(writerFor(schema)(body));
}

function refused({ request, route }: Turn, refusal: Refusal): Wrong {
  const { refused: code, facts } = refusal;
  const wrong = problemCodeOf(code);
  if (wrong === "broken" || !problemsOf(route).includes(wrong)) {
    const line = { event: "refusal.undeclared", code, route: route.id };
    request.log.error(line, "a refusal that the documents do not show");
  }
  return { wrong, facts, ...blameIn(refusal) };
}

/** Only commands tell the ways of the engine apart; to all others it is one. */
function away(route: Route, { away: code, retryAfterMs }: Away): Wrong {
  const wrong: ProblemCode = problemsOf(route).includes(code) ? code : "try-again";
  const retryAfter = Math.max(1, Math.ceil(retryAfterMs / MS_PER_S));
  return PROBLEMS[wrong].status === 503 ? { wrong, facts: { retryAfter } } : { wrong };
}
