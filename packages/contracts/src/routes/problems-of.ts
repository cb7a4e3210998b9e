import type { ProblemCode } from "../problems/problem-table.ts";
import { isCommand, type Route } from "./route.ts";

const ALWAYS: readonly ProblemCode[] = [
  "malformed",
  "too-many-requests",
  "broken",
  "try-again",
  "busy",
];
const SIGNED_IN: readonly ProblemCode[] = [
  "token-missing",
  "token-expired",
  "token-invalid",
  "role-may-not",
  "account-suspended",
];
const WITH_A_BODY: readonly ProblemCode[] = ["body-too-large", "unsupported-media-type"];
const COMMAND: readonly ProblemCode[] = [
  "idempotency-key-malformed",
  "idempotency-key-reused",
  "turn-failed",
  "no-owner",
  "deadline",
  "outcome-unknown",
];

/** Every code that a route may answer: its own, and those of every door like it. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const codes: readonly ProblemCode[] = [
    ...route.problems,
    ...ALWAYS,
    ...(route.roles === "anyone" ? [] : SIGNED_IN),
    ...(route.scopes.length === 0 ? [] : (["api-key-invalid", "scope-missing"] as const)),
    ...(route.body === undefined ? [] : WITH_A_BODY),
    ...(isCommand(route) ? COMMAND : []),
    ...(route.manner === "credential" ? (["dry-run-not-offered"] as const) : []),
  ];
  return [...new Set(codes)];
}
