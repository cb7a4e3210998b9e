import type { VehicleKind } from "./vehicle.ts";

/**
 * How many hours one waits at a border, as a cautious guess for whoever has measured none: lorries for the papers of
 * their load.
 */
export const BORDER_WAIT_H: Readonly<Record<VehicleKind, number>> = {
  motorcycle: 0.5,
  car: 0.75,
  van: 1,
  truck: 2,
};
