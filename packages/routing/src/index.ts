export { buildCch, type Cch } from "./cch/build-cch.ts";
export { costMatrix } from "./cch/cost-matrix.ts";
export { customise, type Metric, openMetric } from "./cch/customise.ts";
export { type MetricSlot, openMetricSlot } from "./cch/metric-slot.ts";
export { openQuery, type Query, type Question, type Seed } from "./cch/open-query.ts";
export { orderNodes } from "./cch/order-nodes.ts";
export {
  type Found,
  type FoundHere,
  type Geocoder,
  openGeocoder,
} from "./geocode/open-geocoder.ts";
export { buildRoadGraph, type RoadList } from "./graph/build-road-graph.ts";
export { checkRoadGraph } from "./graph/check-road-graph.ts";
export { expandJunctions, type ExpandedRoads, nodesAt } from "./graph/expand-junctions.ts";
export { explainRefusal, type RoadRefusal } from "./graph/explain-refusal.ts";
export { limitOn, type RoadLimit } from "./graph/limit-on.ts";
export { type Measure, metricOf } from "./graph/metric-of.ts";
export { type Network, tailsOf } from "./graph/network.ts";
export { NEVER } from "./graph/never.ts";
export {
  ROAD_CLASSES,
  type RoadClass,
  type RoadGraph,
  type TurnRule,
  WAY_FLAGS,
  type WayTable,
} from "./graph/road-graph.ts";
export { type TurnLaw, turnMetric } from "./graph/turn-metric.ts";
export { USUAL_VEHICLES, type Vehicle, VEHICLE_KINDS } from "./graph/vehicle.ts";
export { assembleRoads, type MapAsked } from "./map/assemble-roads.ts";
export { type Atlas, type Land, readLands } from "./map/corridor/read-lands.ts";
export { readTowns, type Town, type TownsAsked } from "./map/corridor/read-towns.ts";
export { type CorridorAsked, generateCorridor } from "./map/generate-corridor.ts";
export { type MapFileRefused, openMapFile, writeMapFile } from "./map/map-file.ts";
export type { Place, PlaceKind } from "./map/place.ts";
export type { MapUnreadable } from "./map/read-osm.ts";
export type { MapNotes, RoadMap, WayCondition } from "./map/road-map.ts";
export type { Country } from "./map/tags/speed-of.ts";
export { conditionHolds, type WeekMoment } from "./map/tags/week-hours.ts";
export { aStar, type Estimate, openEstimate } from "./search/a-star.ts";
export { dijkstra, dijkstraPath, type Reach, type Search } from "./search/dijkstra.ts";
export type { Path } from "./search/path.ts";
export { type Budget, roundsBudget, timeBudget } from "./tour/budget.ts";
export { checkProblem, type ProblemRefusal } from "./tour/check-problem.ts";
export { type Dice, seededDice } from "./tour/dice.ts";
export { explainUnserved, type Unserved, type UnservedReason } from "./tour/explain-unserved.ts";
export { nearestNeighbour } from "./tour/nearest-neighbour.ts";
export { type OrOpt, orOpt } from "./tour/or-opt.ts";
export { type LockRefusal, planTours, type PlanTours } from "./tour/plan-tours.ts";
export { changeProblem, type ProblemChange } from "./tour/problem-change.ts";
export type {
  DriverHours,
  TimeWindow,
  TourCosts,
  TourJob,
  TourMatrix,
  TourPlace,
  TourProblem,
  TourStop,
  TourVehicle,
  Visit,
} from "./tour/problem.ts";
export { type LegCosts, type RoundTrip, roundTripCost } from "./tour/round-trip.ts";
export type { PlannedVisit, Tour, TourPlan } from "./tour/tour-plan.ts";
export { twoOpt } from "./tour/two-opt.ts";
export {
  EU_561,
  type HoursRules,
  type HoursTotal,
  kenyaRules,
  US_PROPERTY,
} from "./hours/hours-rules.ts";
export {
  type Activity,
  advance,
  type HoursDay,
  type HoursState,
  restedState,
} from "./hours/hours-state.ts";
export {
  type HoursPlan,
  type HoursRefusal,
  type HoursStop,
  type Pause,
  planBreaks,
  type PlanBreaks,
} from "./hours/plan-breaks.ts";
export { type HoursBound, type HoursRoom, roomToDrive, roomToWork } from "./hours/room-to-drive.ts";
export type { PointE7 } from "./snap/arc-line.ts";
export { type NoRoadNear, openSnap, type Snap, type SnapWish } from "./snap/open-snap.ts";
export type { Phantom, Spot } from "./snap/phantom.ts";
export { type RoadSquares, sortIntoSquares } from "./snap/road-squares.ts";
export { ALTERNATIVES_MAX } from "./route/alternatives.ts";
export type { Area, Avoid, Drive } from "./route/drive.ts";
export type { NoWay } from "./route/explain-no-way.ts";
export {
  findWay,
  type Way,
  type WayAsked,
  type WayPiece,
  type WaySearch,
} from "./route/find-way.ts";
export type { Hindrance, Obstacle } from "./route/obstacle.ts";
export {
  openRouter,
  routeOn,
  type RouteAnswer,
  type RouteAsked,
  type Router,
  type RouteStop,
} from "./route/open-router.ts";
export { polylineOf } from "./route/polyline.ts";
export { openRoads, type Roads } from "./route/roads.ts";
export type { Route, RouteLeg } from "./route/route.ts";
export { sayObstacle } from "./route/say-obstacle.ts";
export { type RoadLanguage, sayStep } from "./route/say-step.ts";
export { searchBeyond } from "./route/search-beyond.ts";
export type { Maneuver, RouteStep } from "./route/step.ts";
export { costsOf, openTariff, type Tariff } from "./route/tariff.ts";
export { accessNow } from "./graph/access-now.ts";
export {
  FIT_EVERY_MS,
  type LiveRoads,
  type LiveRoadsParts,
  openLiveRoads,
} from "./traffic/live-roads.ts";
export { closedNow, speedsNow, type TrafficMoment } from "./traffic/speeds-now.ts";
export {
  type NextTraffic,
  openTariffSlot,
  type TariffMemory,
  type TariffSlot,
} from "./traffic/tariff-slot.ts";
export {
  openTrafficFeed,
  type SpeedSeen,
  type TrafficEvent,
  type TrafficFeed,
} from "./traffic/traffic-feed.ts";
export { hireFitter, type TrafficFitter } from "./traffic/traffic-fitter.ts";
export {
  USUAL_WEEK,
  type UsualShare,
  weekPattern,
  type WeekPattern,
} from "./traffic/week-pattern.ts";
export { type Bundle, bundleLoads, type Bundles } from "./backhaul/bundle-loads.ts";
export { type BackhaulWish, findBackhauls } from "./backhaul/find-backhauls.ts";
export { type LoadBoard, openLoadBoard } from "./backhaul/load-board.ts";
export type { LoadStop, OpenLoad, TruckOnItsWay } from "./backhaul/open-load.ts";
export { type Chain, type ChainRefusal, priceChain } from "./backhaul/price-chain.ts";
export { type CostField, openCostField } from "./cch/cost-field.ts";
export { calibrate, type DrivenLeg, type DrivenTrip } from "./eta/calibrate.ts";
export { type EtaLeg, etaLegOf } from "./eta/eta-leg.ts";
export { type EtaModel, type Spread, UNTAUGHT } from "./eta/eta-model.ts";
export { type Eta, foretell } from "./eta/foretell.ts";
export { hireRoads, type RoadsHired } from "./pool/hire-roads.ts";
export type { RoadsPool } from "./pool/roads-pool.ts";
export type { RoadHappening } from "./pool/road-happening.ts";
