import type { RoadAvoid, RoadDrive, RoadsBasis } from "@msafara/domain";
import type { Instant, Position } from "@msafara/kernel";
import type { EtaModel } from "../eta/eta-model.ts";
import type { Avoid } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import type { PointE7 } from "../snap/arc-line.ts";
import type { TrafficFeed } from "../traffic/traffic-feed.ts";
import type { WeekPattern } from "../traffic/week-pattern.ts";
import type { PlaceClock } from "./place-clock.ts";
import type { DriveMeant, TariffDesk } from "./tariff-desk.ts";
import { vehicleMeant } from "./vehicle-meant.ts";

/** What a thread answers by: the roads, who knows what they cost, and what is known about arrivals. */
export interface AnswerRoom {
  readonly roads: Roads;
  readonly tariffs: TariffDesk;
  readonly clock: PlaceClock;
  readonly model: EtaModel;
  readonly pattern: WeekPattern;
  readonly feed: TrafficFeed;
  /** Border posts, where a truck waits. */
  readonly borders: readonly PointE7[];
  readonly basis: RoadsBasis;
  /** Milliseconds that only grow. */
  readonly ticks: () => number;
}

const E7 = 10_000_000;

/** The drive that a question means; nothing said of its departure is now. */
export function driveMeant(asked: RoadDrive, now: Instant): DriveMeant {
  const avoid = avoidMeant(asked.avoid);
  return {
    vehicle: vehicleMeant(asked.vehicle),
    unit: asked.optimize,
    departAt: asked.departAt ?? now,
    now,
    ...(avoid === undefined ? {} : { avoid }),
  };
}

/** Nothing, where nothing is to be avoided. */
export function avoidMeant(asked: RoadAvoid = {}): Avoid | undefined {
  const { tolls = false, ferries = false, areas = [] } = asked;
  if (!tolls && !ferries && areas.length === 0) return undefined;
  return {
    tolls,
    ferries,
    areas: areas.map(({ southWest, northEast }) => {
      return { southWest: inE7(southWest), northEast: inE7(northEast) };
    }),
  };
}

/** Degrees as maps count them. */
export function inE7({ lat, lng }: Position): PointE7 {
  return { lat: Math.round(lat * E7), lng: Math.round(lng * E7) };
}

/** Degrees as people write them. */
export function inDegrees({ lat, lng }: PointE7): Position {
  return { lat: lat / E7, lng: lng / E7 };
}
