import type { TrafficHappening } from "@msafara/domain";
import type { Instant, Refusal } from "@msafara/kernel";
import type { CursorRefusal, Page, WhichPage } from "../market/market.ts";

/** A happening as it stands in the book: with who told it last, and when. */
export interface TrafficEntry extends TrafficHappening {
  readonly toldBy: string;
  readonly toldAt: Instant;
}

/** What somebody tells: the first revision of a new event, or the next one of a known. */
export type TrafficTelling = Omit<TrafficEntry, "toldAt">;

/** Somebody else told more meanwhile; the fact names the revision that stands, 0 where nothing is known. */
export type TrafficChanged = Refusal<"traffic-event-changed">;

/** Which entries: those that are not over, or all that ever were, each as it was told last. */
export interface TrafficWish extends WhichPage {
  readonly which: "current" | "all";
}

/** What was told after somebody read last, and up to where it goes. */
export interface TrafficNews {
  readonly upTo: number;
  /** The next reading finds more at once. */
  readonly isMore: boolean;
  readonly happenings: readonly TrafficHappening[];
}

/** The book of what happens on the roads. */
export interface Traffic {
  readonly tell: (telling: TrafficTelling) => Promise<TrafficEntry | TrafficChanged>;
  readonly read: (id: string) => Promise<TrafficEntry | undefined>;
  /** Newest telling first. A cursor is bound to whoever asked. */
  readonly list: (
    viewerId: string,
    wish: TrafficWish,
  ) => Promise<Page<TrafficEntry> | CursorRefusal>;
  /** From 0 on: all that is not over. After that whatever was told since, also what was called off. */
  readonly newsAfter: (seq: number) => Promise<TrafficNews>;
}
