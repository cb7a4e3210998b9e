import { type Problem, problemOf } from "@msafara/contracts";
import type { FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { instanceOf } from "./instance-of.ts";
import type { Wrong } from "./wrong.ts";

const RETRY_AFTER_S = 2;
const CHALLENGE = 'Bearer realm="msafara"';

/** Answers with a problem document of RFC 9457, in the caller's language. */
export async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  { wrong, facts = {}, errors, obstacles }: Wrong,
): Promise<FastifyReply> {
  const told = { retryAfter: RETRY_AFTER_S, ...facts };
  const language = languageOf(request.headers["accept-language"]);
  const document: Problem = {
    ...problemOf(wrong, told, language),
    instance: instanceOf(request.url),
    requestId: request.id,
    ...(errors !== undefined && { errors: [...errors] }),
    ...(obstacles !== undefined && { obstacles: [...obstacles] }),
  };
  const { status } = document;
  if (status === 503 || status === 429) reply.header("retry-after", String(told.retryAfter));
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
