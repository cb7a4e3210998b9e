import type { FieldError } from "@msafara/contracts";
import { Fault } from "@msafara/kernel";

/** What a problem tells beyond its sentence. */
export interface ProblemParts {
  /** A code of the contract, or `network-failed`, `timed-out`, `answer-unreadable`. */
  readonly code: string;
  /** The number of HTTP; 0 when nothing was answered. */
  readonly status: number;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterMs?: number | undefined;
  readonly retry: boolean;
  readonly cause?: unknown;
}

/** A call that did not give what was asked for: a refusal of the server, or a network that failed. */
export class MsafaraProblem extends Fault {
  override readonly name = "MsafaraProblem";
  override readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly errors: readonly FieldError[];
  readonly retryAfterMs: number | undefined;

  constructor(detail: string, parts: ProblemParts) {
    super(detail, { retry: parts.retry, cause: parts.cause });
    this.code = parts.code;
    this.status = parts.status;
    this.requestId = parts.requestId;
    this.errors = parts.errors ?? [];
    this.retryAfterMs = parts.retryAfterMs;
  }
}
