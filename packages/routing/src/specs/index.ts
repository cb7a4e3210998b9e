export { driveTrips } from "./eta/drive-trips.ts";
export { corridorMap } from "./map/corridor-map.ts";
export { mapOfRoads } from "./map-of-roads.ts";
export { hasNewYork, readNewYork } from "./new-york.ts";
export type { Dimacs } from "./read-dimacs.ts";
export { checkTours } from "./tour/check-tours.ts";
export {
  bestKnown,
  readRoutes,
  readTsplib,
  readVroom,
  type VroomTour,
} from "./tour/read-tour-data.ts";
