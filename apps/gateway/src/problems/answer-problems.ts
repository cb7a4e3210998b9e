import { Fault } from "@msafara/kernel";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { codeOf, type DoorCode, problem, type ProblemFacts } from "./problem.ts";

const RETRY_AFTER_S = "2";

/** Every way to fail ends in one kind of document, before any route is declared. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const code = codeFor(error);
    const facts = { code, detail: detailOf(error, code), errors: errorsOf(error) };
    // What we do not understand is ours; what the caller did wrong is only counted.
    if (code === "broken" || code === "try-again") {
      request.log.error({ event: "request.failed", err: error }, "request failed");
    }
    return await sendProblem(request, reply, facts);
  });
  app.setNotFoundHandler(async (request, reply) => {
    return await sendProblem(request, reply, { code: "not-found" });
  });
}

/** Answers with a problem document. */
export async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  facts: Pick<ProblemFacts, "code" | "detail" | "errors">,
): Promise<FastifyReply> {
  const document = problem({
    ...facts,
    instance: request.url.split("?")[0] ?? "/",
    requestId: request.id,
    language: languageOf(request.headers["accept-language"]),
  });
  if (document.status === 503) reply.header("retry-after", RETRY_AFTER_S);
  return await reply
    .code(document.status)
    .header("content-type", "application/problem+json")
    .send(JSON.stringify(document));
}

function codeFor(error: FastifyError): DoorCode {
  if (error instanceof Fault) return error.retry ? "try-again" : "broken";
  return codeOf(error.statusCode ?? 500);
}

/** The framework's own sentences are about the request; any other might tell of our insides. */
function detailOf(error: FastifyError, code: DoorCode): string | undefined {
  const ours = code === "broken" || code === "try-again";
  return ours || !error.code?.startsWith("FST_") ? undefined : error.message;
}

function errorsOf({ validation }: FastifyError): ProblemFacts["errors"] {
  return validation?.map(({ instancePath, message }) => ({
    path: instancePath,
    message: message ?? "is not as wanted",
  }));
}
