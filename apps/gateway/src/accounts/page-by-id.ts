import { type Id, type Refusal, refuse } from "@msafara/kernel";

/** What somebody wants of a list. */
export interface PageWish<Kind extends string> {
  readonly kind: Kind;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page of a list whose ids are in its order, and where the next begins. */
export interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor: string | null;
}

/** Cuts one page out of a list, newest first. A cursor is the last id that was seen, made unreadable. */
export async function pageById<Kind extends string, Row extends { readonly id: Id<Kind> }>(
  { kind, limit, cursor }: PageWish<Kind>,
  ask: (page: { readonly before?: Id<Kind>; readonly limit: number }) => Promise<readonly Row[]>,
): Promise<Page<Row> | Refusal<"cursor-unknown">> {
  const before = cursor === undefined ? undefined : readCursor(kind, cursor);
  if (cursor !== undefined && before === undefined) return refuse("cursor-unknown");
  // One more than was asked for tells whether there is a next page.
  const rows = await ask({ limit: limit + 1, ...(before !== undefined && { before }) });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items, nextCursor: isMore ? Buffer.from(last.id).toString("base64url") : null };
}

function readCursor<Kind extends string>(kind: Kind, cursor: string): Id<Kind> | undefined {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  return isIdOf(kind, text) ? text : undefined;
}

function isIdOf<Kind extends string>(kind: Kind, text: string): text is Id<Kind> {
  return text.startsWith(`${kind}_`) && /^[a-z]+_[0-9a-z]+$/.test(text);
}
