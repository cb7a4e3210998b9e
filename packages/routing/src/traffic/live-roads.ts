import { type Instant, isRefusal } from "@msafara/kernel";
import { routeOn, type RouteAnswer, type RouteAsked } from "../route/open-router.ts";
import type { Roads } from "../route/roads.ts";
import { closedNow, speedsNow, type TrafficMoment } from "./speeds-now.ts";
import type { TariffSlot } from "./tariff-slot.ts";
import type { TrafficFeed } from "./traffic-feed.ts";
import type { TrafficFitter } from "./traffic-fitter.ts";
import type { WeekPattern } from "./week-pattern.ts";

/** Fitting more often than this would be noise: traffic is not known any better. */
export const FIT_EVERY_MS = 120_000;

/** Roads with what happens on them. */
export interface LiveRoads {
  /** To be called as often as one likes: fits when it is time and no fitting is under way. Says whether it did. */
  readonly tick: (moment: TrafficMoment) => Promise<boolean>;
  /** Routes by the traffic in force; what was closed since is avoided at once. */
  readonly route: (asked: RouteAsked, now: Instant) => RouteAnswer;
}

/** What live roads are made of. */
export interface LiveRoadsParts {
  readonly roads: Roads;
  readonly slot: TariffSlot;
  readonly feed: TrafficFeed;
  readonly pattern: WeekPattern;
  readonly fitter: Pick<TrafficFitter, "fit">;
}

/** Opens roads on which traffic is fitted at most every two minutes, and closures hold at once. */
export function openLiveRoads({ roads, slot, feed, pattern, fitter }: LiveRoadsParts): LiveRoads {
  let triedAt = Number.NEGATIVE_INFINITY;
  let isFitting = false;

  return {
    tick: async (moment) => {
      if (isFitting || moment.now - triedAt < FIT_EVERY_MS) return false;
      isFitting = true;
      triedAt = moment.now;
      feed.forget(moment.now);
      try {
        const speedNow = speedsNow(roads, { feed, pattern }, moment);
        return !isRefusalOr(await fitter.fit({ speedNow, moment: moment.week }));
      } finally {
        isFitting = false;
      }
    },
    route: (asked, now) =>
      slot.read((tariff) => {
        const { speedNow } = tariff.drive;
        const closed = [...closedNow(roads, feed, now)].filter((arc) => speedNow?.[arc] !== 0);
        if (closed.length === 0) return routeOn(roads, tariff, asked);
        const avoid = {
          ...asked.avoid,
          closed: new Set([...(asked.avoid?.closed ?? []), ...closed]),
        };
        return routeOn(roads, tariff, { ...asked, avoid });
      }),
  };
}

function isRefusalOr(version: number | object): boolean {
  return typeof version === "object" && isRefusal(version);
}
