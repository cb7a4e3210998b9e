import { tellEvent } from "@msafara/contracts";
import { type Instant, toIso } from "@msafara/kernel";
import { type Address, type Bus, decode, type Json, liveChannel } from "@msafara/runtime";
import { lineUp } from "./line-up.ts";
import { textFrame } from "./text-frame.ts";
import type { Watchable } from "./watchable.ts";

/** Above any number there is, and within what the database can count. */
const BEYOND_ALL = Number.MAX_SAFE_INTEGER;

/** One live event, as its readers are told it. */
export interface FeedEvent {
  readonly seq: number;
  /** Made once, and told to all. */
  readonly frame: Uint8Array;
}

/** One audience of one topic on this gateway: every event once, in order, from when it was opened. */
export interface Feed {
  /** The number of the last event that was passed on. */
  readonly last: () => number;
  /** Straight from the database: events after a number, or none of them; and the last number. */
  readonly read: (after?: number) => Promise<{ events: readonly FeedEvent[]; head: number }>;
  /** Hears whatever is passed on after `last()`. */
  readonly join: (ear: (event: FeedEvent) => void) => () => void;
  /** Fetches what the bus may have lost. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Which feed, and where it comes from. */
export interface FeedParts {
  /** The topic as clients call it. */
  readonly name: string;
  readonly topic: Address;
  readonly audience: string;
  readonly bus: Pick<Bus, "live">;
  readonly watchable: Pick<Watchable, "readLive">;
  readonly page: number;
  readonly trouble: (error: unknown) => void;
}

interface Said {
  readonly seq: number;
  readonly name: string;
  readonly at: Instant;
  readonly data: Json;
}

/**
 * Opens a feed: first the bus, then the database's last number, so that nothing falls between the two.
 * The bus may lose, double and reorder; a hole is filled from the database.
 */
export async function openFeed(parts: FeedParts): Promise<Feed> {
  const { topic, audience, bus, page, trouble } = parts;
  const ears = new Set<(event: FeedEvent) => void>();
  const line = lineUp<FeedEvent>((event) => {
    for (const ear of ears) ear(event);
  });
  const read = readerOf(parts);
  let filling: Promise<void> | undefined;

  async function fill(): Promise<void> {
    for (let isMore = true; isMore;) {
      const { events } = await read(line.last());
      line.fill(events);
      isMore = events.length === page;
    }
  }

  /** One at a time. A fault is no end: whoever sweeps tries again. */
  function sweep(): Promise<void> {
    filling ??= fill()
      .catch(trouble)
      .finally(() => {
        filling = undefined;
      });
    return filling;
  }

  function begin(head: number): void {
    line.begin(head);
    if (line.hasHole()) void sweep();
  }

  const stop = await bus.live.subscribe(liveChannel(topic, audience), (frame) => {
    line.hear(eventOf(parts.name, decode<Said>(frame)));
    if (line.hasHole()) void sweep();
  });
  try {
    begin((await read()).head);
  } catch (error) {
    await stop();
    throw error;
  }
  return { last: line.last, read, sweep, close: stop, join: (ear) => addTo(ears, ear) };
}

function readerOf({ name, topic, audience, watchable, page }: FeedParts): Feed["read"] {
  return async (after = BEYOND_ALL) => {
    const limit = after === BEYOND_ALL ? 1 : page;
    const { events, head } = await watchable.readLive({ topic, audience, after, limit });
    return {
      events: events.map(({ body, ...row }) => eventOf(name, { ...row, data: decode(body) })),
      head,
    };
  };
}

function eventOf(topic: string, { seq, name, at, data: said }: Said): FeedEvent {
  const data = tellEvent(topic, { name, data: said }) ?? {};
  const told = { type: "event", topic, seq, name, at: toIso(at), data };
  return { seq, frame: textFrame(JSON.stringify(told)) };
}

function addTo<Ear>(ears: Set<Ear>, ear: Ear): () => void {
  ears.add(ear);
  return () => void ears.delete(ear);
}
