export {
  ROAD_CLASSES,
  type RoadClass,
  type RoadGraph,
  type TurnRule,
  WAY_FLAGS,
  type WayTable,
} from "./graph/road-graph.ts";
