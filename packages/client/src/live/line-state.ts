import type { MsafaraProblem } from "../msafara-problem.ts";

/** How the shared socket is. */
export interface LineState {
  readonly phase: "closed" | "connecting" | "open" | "waiting";
  /** Why the last socket ended, by the codes of the contract and of RFC 6455. */
  readonly code?: number;
  /** Why no socket could be opened. */
  readonly problem?: MsafaraProblem;
}
