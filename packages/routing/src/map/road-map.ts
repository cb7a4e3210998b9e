import type { RoadGraph } from "../graph/road-graph.ts";
import type { RoadSquares } from "../snap/road-squares.ts";
import type { RoadUser } from "../graph/road-users.ts";
import type { Access } from "./tags/access-of.ts";
import type { Place } from "./place.ts";

/** A permission that changes with the hour: `hgv:conditional=no @ (Mo-Fr 07:00-09:00)`. */
export interface WayCondition {
  /** A row of the way table. */
  readonly way: number;
  readonly binds: readonly RoadUser[];
  readonly access: Access;
  /** As OpenStreetMap writes it; whether it can be told from a clock, `conditionHolds` says. */
  readonly when: string;
}

/** What became of a file, said so that nothing is dropped in silence. */
export interface MapNotes {
  /** Where it comes from, and under which licence. */
  readonly source: string;
  readonly restrictionsRead: number;
  /** How many relations became no rule, by the reason. */
  readonly restrictionsUnused: Readonly<Record<string, number>>;
  /** Conditions that speak of more than days and times: kept as text, for whoever asks to judge. */
  readonly conditionsUnknown: readonly string[];
  readonly nodesMissing: number;
  /** Nodes among which everybody can drive from each to each; the others lie on islands or dead ends of the law. */
  readonly mainlandNodes: number;
  readonly islands: number;
}

/** A map: its roads, the places beside them, and what is worth knowing about both. */
export interface RoadMap {
  readonly graph: RoadGraph;
  /** Where each road passes, for whoever stands somewhere and looks for one. */
  readonly squares: RoadSquares;
  /**
   * The nodes of the expanded roads by importance, the least first (`orderNodes`): what takes longest before
   * ways are found, so a map file holds it. A map without it is ordered when its roads are opened.
   */
  readonly order?: Uint32Array;
  readonly places: readonly Place[];
  readonly conditions: readonly WayCondition[];
  readonly notes: MapNotes;
}
