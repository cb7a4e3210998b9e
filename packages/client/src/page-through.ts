import type { Route } from "@msafara/contracts";
import type { CallRoute, Given } from "./open-caller.ts";

/** Asks for page after page, and for each no sooner than the one before was read. */
export async function* pageThrough(
  call: CallRoute,
  route: Route,
  given: Given = {},
): AsyncGenerator {
  let cursor: unknown = given.query?.["cursor"];
  for (;;) {
    const page = await call(route, { ...given, query: { ...given.query, cursor } });
    yield page;
    const next = cursorIn(page);
    // A server that goes in circles is left at the first turn.
    if (next === undefined || next === cursor) return;
    cursor = next;
  }
}

function cursorIn(page: unknown): string | undefined {
  if (typeof page !== "object" || page === null || !("nextCursor" in page)) return undefined;
  return typeof page.nextCursor === "string" ? page.nextCursor : undefined;
}
