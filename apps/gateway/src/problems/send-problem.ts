import type { Problem } from "@msafara/contracts";
import type { FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { instanceOf } from "./instance-of.ts";
import { tellProblem } from "./tell-problem.ts";
import type { Wrong } from "./wrong.ts";

const RETRY_AFTER_S = 2;
const CHALLENGE = 'Bearer realm="msafara"';

/** Answers with a problem document of RFC 9457, in the caller's language. */
export async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Wrong,
): Promise<FastifyReply> {
  const { wrong } = problem;
  const facts = { retryAfter: RETRY_AFTER_S, ...problem.facts };
  const language = languageOf(request.headers["accept-language"]);
  const document: Problem = {
    ...tellProblem({ ...problem, facts }, language),
    instance: instanceOf(request.url),
    requestId: request.id,
  };
  const { status } = document;
  if (status === 503 || status === 429) reply.header("retry-after", String(facts.retryAfter));
  if (status === 401) reply.header("www-authenticate", challengeOf(wrong));
  return await reply
    .code(status)
    .header("content-type", "application/problem+json")
    .header("content-language", language)
    .send(JSON.stringify(document));
}

function challengeOf(code: Wrong["wrong"]): string {
  const isToken = code === "token-invalid" || code === "token-expired";
  return isToken ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE;
}
