import { BODY_BYTES_MAX, problemsOf } from "@msafara/contracts";
import { Fault } from "@msafara/kernel";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { sendProblem } from "./send-problem.ts";
import { codeOf, type Wrong } from "./wrong.ts";

const NO_JSON = { en: "is no JSON that can be read", sw: "si JSON inayoweza kusomwa" } as const;
const NO_BODY = { en: "expected no body", sw: "ujumbe hautakiwi" } as const;

/** Every way to fail ends in one kind of document, before any route is declared. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const wrong = wrongIn(error, request);
    // What we do not understand is ours; what the caller did wrong is only counted.
    if (wrong === "broken" || wrong === "try-again") {
      request.log.error({ event: "request.failed", err: error }, "request failed");
    }
    const facts = { limit: BODY_BYTES_MAX };
    const blame = wrong === "malformed" ? blameIn(error) : undefined;
    if (blame === undefined) return await sendProblem(request, reply, { wrong, facts });
    const message = blame[languageOf(request.headers["accept-language"])];
    return await sendProblem(request, reply, { wrong, errors: [{ path: "", message }] });
  });
  app.setNotFoundHandler(async (request, reply) => {
    return await sendProblem(request, reply, { wrong: "not-found" });
  });
}

function wrongIn(error: FastifyError, request: FastifyRequest): Wrong["wrong"] {
  const code = codeFor(error);
  const { asked } = request.routeOptions.config;
  // A route that takes no body does not speak of its size or kind.
  const isTold = asked === undefined || problemsOf(asked).includes(code);
  return isTold ? code : "malformed";
}

/** A body that breaks off, one that would poison a prototype, and one that nobody takes. */
function blameIn(error: FastifyError) {
  const isNoJson = error instanceof SyntaxError || error.code === "FST_ERR_CTP_INVALID_JSON_BODY";
  if (isNoJson) return NO_JSON;
  return codeFor(error) === "malformed" ? undefined : NO_BODY;
}

function codeFor(error: FastifyError): Wrong["wrong"] {
  if (error instanceof Fault) return error.retry ? "try-again" : "broken";
  return codeOf(error.statusCode ?? 500);
}
