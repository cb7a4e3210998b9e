import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Language, ProblemCode, ProblemFacts } from "@msafara/contracts";
import { tellProblem } from "../problems/tell-problem.ts";

/** A refusal before there is a socket. */
export interface RefusedUpgrade {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;
  readonly language: Language;
  readonly instance: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request for a socket with a problem document, and hangs up. */
export function refuseUpgrade(to: Duplex, refused: RefusedUpgrade): void {
  const { code, facts, language, instance, requestId, headers = {} } = refused;
  const problem = tellProblem({ wrong: code, facts }, language);
  const body = JSON.stringify({ ...problem, instance, requestId });
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? "Refused"}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-ID: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...("retryAfter" in facts ? [`Retry-After: ${facts["retryAfter"]}`] : []),
  ];
  // A peer that hangs up while it is refused is no trouble of ours.
  to.on("error", () => to.destroy());
  // One that does not hang up would hold a socket that nobody times any more.
  to.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => to.destroy());
}
