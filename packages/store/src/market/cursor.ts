/* oxlint-disable house/file-named-after-export -- Writing and reading a cursor are one thing. */
import { createHash } from "node:crypto";
import { refuse } from "@msafara/kernel";
import type { CursorRefusal, Page, WhichPage } from "./market.ts";

const LIMIT_MAX = 200;
const MARK_LENGTH = 10;

/** What a cursor points after: the place of the last row in the order of its list. */
export type Place = readonly (string | number)[];

/** Where a page begins, and how to make it. */
export interface Paging<After extends Place> {
  readonly limit: number;
  readonly after: After | undefined;
  /** A page of rows of which one more was asked for than there is room. */
  readonly pageOf: <Row, Item>(
    rows: readonly Row[],
    how: { readonly item: (row: Row) => Item; readonly place: (row: Row) => After },
  ) => Page<Item>;
}

/**
 * Opens a page. A cursor is bound to its list, whose question and viewer are in its mark: what another
 * list gave, or nobody did, is refused instead of being misunderstood.
 */
export function openPage<After extends Place>(
  wish: WhichPage,
  list: { readonly name: string; readonly viewer: string; readonly first: After },
): Paging<After> | CursorRefusal {
  const { limit: wanted, cursor, ...question } = wish;
  const limit = Math.min(Math.max(1, Math.floor(wanted)), LIMIT_MAX);
  const mark = markOf([list.name, list.viewer, question]);
  const after = cursor === undefined ? undefined : read(cursor, mark, list.first);
  if (cursor !== undefined && after === undefined) return refuse("cursor-unknown");
  return {
    limit,
    after,
    pageOf: (rows, { item, place }) => {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: items.map(item), nextCursor: isMore ? write(mark, place(last)) : null };
    },
  };
}

/** Names of a question come in any order. */
function markOf([name, viewer, question]: readonly [string, string, object]): string {
  const sorted = Object.entries(question).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const whole = JSON.stringify([name, viewer, sorted]);
  return createHash("sha256").update(whole).digest("base64url").slice(0, MARK_LENGTH);
}

function write(mark: string, place: Place): string {
  return Buffer.from(JSON.stringify([mark, ...place])).toString("base64url");
}

function read<After extends Place>(cursor: string, mark: string, first: After): After | undefined {
  const [written, ...place] = partsOf(cursor);
  const isWhole = place.length === first.length;
  const isOurs = written === mark && isWhole && place.every((it, i) => isLike(it, first[i]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each part was compared with what it should be.
  return isOurs ? (place as unknown as After) : undefined;
}

function isLike(part: unknown, model: unknown): boolean {
  return typeof part === typeof model && (typeof part !== "number" || Number.isSafeInteger(part));
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Not even JSON: nobody gave this.
    return [];
  }
}
