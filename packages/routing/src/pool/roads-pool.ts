import type { RoadsDesk } from "@msafara/domain";
import type { RoadHappening } from "./road-happening.ts";

/** Threads that know the roads of one map. Refusals are answers; a fault is worth another try where it says so. */
export interface RoadsPool extends RoadsDesk {
  /**
   * Tells all threads: what is closed is avoided by the next question, what is slowed counts from the next
   * fitting. Answers whether it was news.
   */
  readonly happened: (happening: RoadHappening) => boolean;
  /** Ends all threads; who still waits gets a fault that may be tried elsewhere. */
  readonly close: () => Promise<void>;
}

/** The questions of a pool by their names. */
export type RoadsName = keyof RoadsDesk;

/** One question, by its name. */
export type RoadsQuestion = {
  readonly [Name in RoadsName]: {
    readonly question: Name;
    readonly asked: Parameters<RoadsPool[Name]>[0];
  };
}[RoadsName];

/** Whatever a pool may answer, refusals too. */
export type RoadsAnswer = Awaited<ReturnType<RoadsPool[RoadsName]>>;
