import { Fault } from "@msafara/kernel";

/** What can be wrong with an answer besides what Google says himself. */
type Trouble = "unreachable" | "malformed" | "budget-spent" | "cannot";

/** What he says no with, and whether the same question could be answered later. */
const STATUSES: Readonly<Record<string, { readonly retry: boolean; readonly isAnswer: boolean }>> =
  {
    OVER_QUERY_LIMIT: { retry: true, isAnswer: false },
    UNKNOWN_ERROR: { retry: true, isAnswer: false },
    // The key, the bill or the day's quota: no question is answered until somebody has looked after it.
    OVER_DAILY_LIMIT: { retry: false, isAnswer: false },
    REQUEST_DENIED: { retry: false, isAnswer: false },
    // Only this question is at fault; he answers others.
    INVALID_REQUEST: { retry: false, isAnswer: true },
    NOT_FOUND: { retry: false, isAnswer: true },
    MAX_WAYPOINTS_EXCEEDED: { retry: false, isAnswer: true },
    MAX_ROUTE_LENGTH_EXCEEDED: { retry: false, isAnswer: true },
    MAX_ELEMENTS_EXCEEDED: { retry: false, isAnswer: true },
    MAX_DIMENSIONS_EXCEEDED: { retry: false, isAnswer: true },
  };

const ANSWERS: ReadonlySet<string> = new Set([
  "google-budget-spent" satisfies `google-${Trouble}`,
  ...Object.entries(STATUSES).flatMap(([status, { isAnswer }]) =>
    isAnswer ? [codeOf(status)] : [],
  ),
]);

/** A fault of asking Google: its code begins with his name, so that whoever falls back can say why. */
export function googleFault(
  trouble: Trouble,
  { what, retry }: { readonly what: string; readonly retry: boolean },
): Fault {
  return new Fault(what, { retry, code: `google-${trouble}` });
}

/** What his word for a failure means; a word that nobody knows is worth another try. */
export function statusFault(status: string, said: string): Fault {
  const { retry } = STATUSES[status] ?? { retry: true };
  const because = said === "" ? "" : `: ${said}`;
  return new Fault(`Google answers "${status}"${because}`, { retry, code: codeOf(status) });
}

/** Whether he is well, though he has not said what was hoped for; a spent budget is no fault of his either. */
export function isGooglesAnswer(error: unknown): boolean {
  return error instanceof Fault && error.code !== undefined && ANSWERS.has(error.code);
}

function codeOf(status: string): string {
  const word = status
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "-")
    .slice(0, 40);
  return `google-${word}`;
}
