import type { Feed, FeedEvent } from "./open-feed.ts";

const EMPTY_MAX = 3;

/** Whoever follows a feed. */
export interface Reader {
  readonly begin: (seq: number) => void;
  readonly tell: (event: FeedEvent) => void;
  /** Resolves when there is room for more. Only replaying waits; what is live does not. */
  readonly room: () => Promise<void>;
  readonly isGone: () => boolean;
}

/** How following began: the way to end it, or why it could not. */
export type Following = { readonly leave: () => void } | "resume-impossible";

/**
 * Follows a feed from a number on, without gap or double: pages are read from the database until
 * the reader has all that the feed has passed on, and in that same moment he joins it. Nothing is held
 * for him meanwhile, however long he takes.
 */
export async function followFeed(
  feed: Feed,
  after: number | undefined,
  reader: Reader,
): Promise<Following> {
  const page = await feed.read(after);
  const start = after ?? page.head;
  if (start > page.head || !continues(start, page)) return "resume-impossible";
  // The bus owes the feed what the database has already.
  if (page.head > feed.last()) void feed.sweep();
  if (!reader.isGone()) reader.begin(page.head);
  let cursor = await catchUp(feed, { page, cursor: start, reader });
  // Asked in the same breath as joining: between the two nothing may be passed on.
  while (cursor !== undefined && cursor < feed.last() && !reader.isGone()) {
    cursor = await catchUp(feed, { page: await feed.read(cursor), cursor, reader });
  }
  return cursor === undefined ? "resume-impossible" : { leave: join(feed, cursor, reader) };
}

function join(feed: Feed, reached: number, reader: Reader): () => void {
  let cursor = reached;
  return feed.join((event) => {
    if (event.seq <= cursor) return;
    cursor = event.seq;
    reader.tell(event);
  });
}

type Page = Awaited<ReturnType<Feed["read"]>>;

interface Chase {
  readonly page: Page;
  readonly cursor: number;
  readonly reader: Reader;
}

/** Replays until nothing is missing, and says how far that was; nothing when the past is cut off. */
async function catchUp(feed: Feed, { reader, ...start }: Chase): Promise<number | undefined> {
  let { page, cursor } = start;
  let empty = 0;
  while (!reader.isGone()) {
    if (!continues(cursor, page)) return undefined;
    for (const event of page.events) {
      cursor = event.seq;
      reader.tell(event);
      await reader.room();
      if (reader.isGone()) return cursor;
    }
    if (cursor >= Math.max(page.head, feed.last())) return cursor;
    // What was passed on and is not to be read is not asked for without end.
    empty += page.events.length === 0 ? 1 : 0;
    if (empty > EMPTY_MAX) return undefined;
    page = await feed.read(cursor);
  }
  return cursor;
}

/** Whether a page goes on where a reader is, without a gap at its beginning or within. */
function continues(cursor: number, { events }: Page): boolean {
  return events.every(({ seq }, i) => seq === cursor + 1 + i);
}
