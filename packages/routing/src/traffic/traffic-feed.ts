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
  /** Answers whether it is news: what is older than known of the same source is not. */
  readonly seen: (speed: SpeedSeen, now: Instant) => boolean;
  readonly happened: (event: TrafficEvent) => boolean;
  /** What is driven at this instant, by arc: of what has not expired, what was seen last. */
  readonly speedsAt: (now: Instant) => ReadonlyMap<number, number>;
  readonly eventsAt: (now: Instant) => readonly TrafficEvent[];
  /** Forgets what can never count again. */
  readonly forget: (now: Instant) => void;
}

/**
 * Opens a feed. Each value stands and falls by its own times, so that the order in which files and trucks
 * come in makes no difference: an old file cannot undo what a truck saw since, and nothing stays for ever.
 */
export function openTrafficFeed(): TrafficFeed {
  const byArc = new Map<number, Map<string, SpeedSeen>>();
  const events = new Map<string, TrafficEvent>();

  return {
    seen: (speed, now) => {
      const known = byArc.get(speed.arc)?.get(speed.source);
      if (speed.expiresAt <= now || (known !== undefined && !isNewer(speed, known))) return false;
      const sources = byArc.get(speed.arc) ?? new Map<string, SpeedSeen>();
      byArc.set(speed.arc, sources.set(speed.source, speed));
      return true;
    },
    happened: (event) => {
      const known = events.get(event.id);
      if (known !== undefined && known.revision >= event.revision) return false;
      events.set(event.id, event);
      return true;
    },
    speedsAt: (now) => {
      const speeds = new Map<number, number>();
      for (const [arc, sources] of byArc) {
        const standing = [...sources.values()].filter(({ expiresAt }) => expiresAt > now);
        if (standing.length === 0) continue;
        speeds.set(arc, standing.reduce((one, other) => (isNewer(other, one) ? other : one)).speed);
      }
      return speeds;
    },
    eventsAt: (now) =>
      [...events.values()]
        .filter(({ fromAt, untilAt }) => fromAt <= now && now < untilAt)
        .toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    forget: (now) => {
      for (const [arc, sources] of byArc) {
        for (const [source, { expiresAt }] of sources) if (expiresAt <= now) sources.delete(source);
        if (sources.size === 0) byArc.delete(arc);
      }
    },
  };
}

/** Seen later; of what was seen at once the slower, then the name of whoever saw it: any order gives one answer. */
function isNewer(one: SpeedSeen, other: SpeedSeen): boolean {
  if (one.seenAt !== other.seenAt) return one.seenAt > other.seenAt;
  if (one.speed !== other.speed) return one.speed < other.speed;
  if (one.source !== other.source) return one.source < other.source;
  return one.expiresAt > other.expiresAt;
}
