import type { PointE7 } from "../snap/arc-line.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import type { Vehicle } from "../graph/vehicle.ts";

/** A part of the earth between two corners. */
export interface Area {
  readonly southWest: PointE7;
  readonly northEast: PointE7;
}

/** What somebody would rather not drive. */
export interface Avoid {
  readonly tolls?: boolean;
  readonly ferries?: boolean;
  readonly areas?: readonly Area[];
  /** Arcs of the map that are closed now. */
  readonly closed?: ReadonlySet<number>;
}

/** Who drives, and what counts. */
export interface Drive {
  readonly vehicle: Vehicle;
  readonly unit: "time" | "distance";
  /** On the clock of the place. Left out, turn rules with hours hold always, and ways are as their signs say. */
  readonly moment?: WeekMoment;
  /** What is driven on each arc now, in tenths of a km/h; 0 is closed. */
  readonly speedNow?: Uint16Array;
  readonly avoid?: Avoid;
}
