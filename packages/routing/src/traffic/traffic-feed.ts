import type { Instant } from "@msafara/kernel";
import type { Area } from "../route/drive.ts";

/** What somebody saw driven on an arc, and until when that means anything. */
export interface SpeedSeen {
  readonly arc: number;
  /** In tenths of a km/h; standing still is not closed, and counts as walking. */
  readonly speed: number;
  readonly source: string;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
}

/** Something that happens on roads: on some arcs, or on all that come into an area. */
export interface TrafficEvent {
  readonly id: string;
  /** Of two tellings of one event the higher revision counts, whichever came last. */
  readonly revision: number;
  readonly on: { readonly arcs: readonly number[] } | { readonly area: Area };
  /** Nobody passes, or all are slowed to this part of what they would drive. */
  readonly effect: "closed" | { readonly share: number };
  readonly fromAt: Instant;
  /** An event that was called off ends before it begins. */
  readonly untilAt: Instant;
}

/** What is told of the roads as it happens. */
export interface TrafficFeed {
  /** Answers whether it is news: what can never count, since something newer stands as long, is none. */
  readonly seen: (speed: SpeedSeen, now: Instant) => boolean;
  readonly happened: (event: TrafficEvent) => boolean;
  /** What is driven at this instant, by arc: of what has not expired, what was seen last. */
  readonly speedsAt: (now: Instant) => ReadonlyMap<number, number>;
  readonly eventsAt: (now: Instant) => readonly TrafficEvent[];
  /** Every event that is not over, also what begins later: what somebody has to be told who begins now. */
  readonly standing: (now: Instant) => readonly TrafficEvent[];
  /** Forgets what can never count again. To be called as often as one likes: it looks once a minute. */
  readonly forget: (now: Instant) => void;
  /** How many values, events and ends of events it remembers. */
  readonly size: () => number;
}

const SWEEP_MS = 60_000;
/** No telling comes later than this after one that took its place: the book hands them over in their order. */
export const LATE_MS_MAX = 86_400_000;

/** Of an event that is over: what was told of it last, and since when that is known. */
interface Over {
  readonly revision: number;
  readonly since: Instant;
}

/**
 * Opens a feed. Each value stands and falls by its own times, so that the order in which files and trucks
 * come in makes no difference: an old file cannot undo what a truck saw since, and nothing stays for ever.
 */
export function openTrafficFeed(): TrafficFeed {
  const speeds = openSpeeds();
  const events = openEvents();
  let sweptAt = Number.NEGATIVE_INFINITY;

  return {
    seen: speeds.seen,
    speedsAt: speeds.at,
    happened: events.happened,
    eventsAt: events.at,
    standing: events.standing,
    forget: (now) => {
      if (Math.abs(now - sweptAt) < SWEEP_MS) return;
      sweptAt = now;
      speeds.forget(now);
      events.forget(now);
    },
    size: () => speeds.size() + events.size(),
  };
}

/** Of an arc those values are kept that may count yet: of two the older is dropped unless it stands longer. */
function openSpeeds() {
  const byArc = new Map<number, readonly SpeedSeen[]>();
  return {
    seen: (speed: SpeedSeen, now: Instant): boolean => {
      const known = byArc.get(speed.arc) ?? [];
      if (speed.expiresAt <= now || known.some((other) => outdoes(other, speed))) return false;
      byArc.set(speed.arc, [...known.filter((other) => !outdoes(speed, other)), speed]);
      return true;
    },
    at: (now: Instant): ReadonlyMap<number, number> => {
      const speeds = new Map<number, number>();
      for (const [arc, values] of byArc) {
        const standing = values.filter(({ expiresAt }) => expiresAt > now);
        if (standing.length === 0) continue;
        speeds.set(arc, standing.reduce((one, other) => (isNewer(other, one) ? other : one)).speed);
      }
      return speeds;
    },
    forget: (now: Instant): void => {
      for (const [arc, values] of byArc) {
        const standing = values.filter(({ expiresAt }) => expiresAt > now);
        if (standing.length === 0) byArc.delete(arc);
        else byArc.set(arc, standing);
      }
    },
    size: () => [...byArc.values()].reduce((sum, { length }) => sum + length, 0),
  };
}

/** Of an event that is over its number is kept for a day, so that an older telling that comes late cannot revive it. */
function openEvents() {
  const events = new Map<string, TrafficEvent>();
  const over = new Map<string, Over>();
  /** By id, so that whoever tells them all tells them in one order; made anew when somebody asks after news. */
  let sorted: readonly TrafficEvent[] | undefined;
  const inOrder = () =>
    (sorted ??= [...events.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1)));
  return {
    happened: (event: TrafficEvent): boolean => {
      const known = events.get(event.id) ?? over.get(event.id);
      if (known !== undefined && known.revision >= event.revision) return false;
      over.delete(event.id);
      events.set(event.id, event);
      sorted = undefined;
      return true;
    },
    at: (now: Instant) => inOrder().filter(({ fromAt, untilAt }) => fromAt <= now && now < untilAt),
    standing: (now: Instant) => inOrder().filter(({ untilAt }) => untilAt > now),
    forget: (now: Instant): void => {
      for (const [id, { since }] of over) if (now - since >= LATE_MS_MAX) over.delete(id);
      for (const [id, { revision, untilAt }] of events) {
        if (untilAt > now) continue;
        events.delete(id);
        sorted = undefined;
        over.set(id, { revision, since: now });
      }
    },
    size: () => events.size + over.size,
  };
}

/** Counts whenever the other would: it is as new, and stands as long. */
function outdoes(one: SpeedSeen, other: SpeedSeen): boolean {
  return one.expiresAt >= other.expiresAt && !isNewer(other, one);
}

/** Seen later; of what was seen at once the slower, then the name of whoever saw it: any order gives one answer. */
function isNewer(one: SpeedSeen, other: SpeedSeen): boolean {
  if (one.seenAt !== other.seenAt) return one.seenAt > other.seenAt;
  if (one.speed !== other.speed) return one.speed < other.speed;
  if (one.source !== other.source) return one.source < other.source;
  return one.expiresAt > other.expiresAt;
}
