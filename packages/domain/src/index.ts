export type { Bid, BidderRecord, BidVehicle } from "./bid/bid.ts";
export {
  type Counterfactual,
  type Parts,
  rankBids,
  type RankedBid,
  type Standards,
  type TenThousandths,
  WEIGHTS,
  type Weights,
} from "./bid/rank-bids.ts";
export type {
  Bidding,
  Cargo,
  Package,
  ShipmentRequest,
  Stop,
  VehicleType,
} from "./shipment/shipment-request.ts";
export type { AgentAddress, Consequence, Fields, Said } from "./consequence.ts";
export { decideShipment, type ShipmentGiven } from "./shipment/decide-shipment.ts";
export { evolveShipment } from "./shipment/evolve-shipment.ts";
export { followShipment, type ShipmentAround } from "./shipment/follow-shipment.ts";
export {
  type Candidate,
  judgeCandidate,
  type Judgement,
  type PassedOverWhy,
} from "./shipment/judge-candidate.ts";
export { MARKET_POLICY, type MarketPolicy } from "./shipment/market-policy.ts";
export type { PriceHint } from "./shipment/price-hint.ts";
export {
  type Award,
  type Booking,
  type Market,
  type MarketBid,
  NO_SHIPMENT,
  type Shipment,
  type ShipmentPhase,
  type Terms,
} from "./shipment/shipment.ts";
export { SHIPMENT_ARROWS } from "./shipment/shipment-arrows.ts";
export type { AwardFailure, ShipmentEvent, Undo } from "./shipment/shipment-event.ts";
export {
  type AskedCandidate,
  type BidderProfile,
  type FindDrivers,
  type PassedOver,
  type ProgressStep,
  SHIPMENT_MESSAGES,
  type ShipmentChange,
  type ShipmentCommand,
  type ShipmentMail,
  type ShipmentMessage,
  type TurnedAwayWhy,
} from "./shipment/shipment-message.ts";
export type {
  AskRow,
  BidRow,
  BidStatus,
  RankedRow,
  ShipmentRow,
  StandingRow,
} from "./shipment/shipment-rows.ts";
export type {
  BookingConfirmed,
  SaidToDriver,
  SaidToPayment,
  SaidToShipper,
  ShownRequest,
} from "./shipment/shipment-says.ts";
export {
  type PlatformPhase,
  type ShipmentStatus,
  type ShipperPhase,
  type Standing,
  STANDINGS,
  statusOf,
} from "./shipment/status-of.ts";
export type { Actor, OrgRole, Role, Scope } from "./access/actor.ts";
export {
  type AccessRefusal,
  type ActionOn,
  mayAct,
  type Resource,
  type ResourceKind,
} from "./access/may-act.ts";
export { decidePayment, type PaymentGiven } from "./payment/decide-payment.ts";
export { evolvePayment } from "./payment/evolve-payment.ts";
export { followPayment } from "./payment/follow-payment.ts";
export { type PaymentRow, paymentRow } from "./payment/payment-row.ts";
export {
  type Deed as PaymentDeed,
  noPayment,
  type Payment,
  PAYMENT_MESSAGES,
  type PaymentEvent,
  type PaymentMessage,
} from "./payment/payment.ts";
export {
  PAYMENT_ARROWS,
  paymentPhase,
  type PaymentPhase,
  type PaymentReason,
} from "./payment/payment-phase.ts";
export { overlap } from "./driver/calendar.ts";
export { decideDriver, type DriverGiven } from "./driver/decide-driver.ts";
export {
  type Commitment,
  type Day,
  type Driver,
  DRIVER_POLICY,
  type DriverPaper,
  type DriverPolicy,
  type DriverProfile,
  noDriver,
  type Span,
  type Vehicle,
} from "./driver/driver.ts";
export type { DriverEvent } from "./driver/driver-event.ts";
export {
  DRIVER_MESSAGES,
  type DriverCommand,
  type DriverMail,
  type DriverMessage,
  type LoadOffer,
} from "./driver/driver-message.ts";
export { DRIVER_ARROWS } from "./driver/driver-arrows.ts";
export { driverPhase, type DriverPhase } from "./driver/driver-phase.ts";
export { type DriverRow, driverRow, type TripRow, tripRow } from "./driver/driver-row.ts";
export { evolveDriver } from "./driver/evolve-driver.ts";
export { followDriver } from "./driver/follow-driver.ts";
export { TRIP_STEPS } from "./driver/progress-trip.ts";
export {
  type MarketNow,
  type PassedBecause,
  type Weighed,
  weighLoad,
} from "./driver/weigh-load.ts";
export { decideShipper } from "./shipper/decide-shipper.ts";
export { evolveShipper } from "./shipper/evolve-shipper.ts";
export { followShipper } from "./shipper/follow-shipper.ts";
export { type ShipperRow, shipperRow } from "./shipper/shipper-row.ts";
export { type Mandate, mandateFor, type MandateWish } from "./shipper/mandate-for.ts";
export {
  noShipper,
  type Shipper,
  SHIPPER_MESSAGES,
  SHIPPER_POLICY,
  type ShipperEvent,
  type ShipperMessage,
  type ShipperPolicy,
} from "./shipper/shipper.ts";
export { shipperPhase } from "./shipper/shipper-phase.ts";
export {
  decideOps,
  evolveOps,
  followOps,
  type Matter,
  NO_MATTERS,
  type Ops,
  type OpsEvent,
  OPS_MESSAGES,
  type OpsMessage,
} from "./ops/ops.ts";
export type {
  FoundLeg,
  FoundPlace,
  FoundRoute,
  FoundStep,
  FoundTour,
  FoundVisit,
  HereFound,
  LoadLeftOut,
  MatrixFound,
  PlacesFound,
  RoadChange,
  RoadObstacle,
  RoadsBasis,
  RoadsNote,
  RoadsRefusal,
  RoadsSource,
  RoadWords,
  RouteFound,
  ToursFound,
} from "./roads/roads-answer.ts";
export { ROADS_GROUP, ROADS_QUESTIONS, type RoadsDesk } from "./roads/roads-desk.ts";
export { answerRoads, type RoadsLine, roadsOver } from "./roads/roads-over.ts";
export type {
  GeocodeQuestion,
  MatrixQuestion,
  RoadArea,
  RoadAvoid,
  RoadDrive,
  RoadStop,
  RoadVehicle,
  RouteQuestion,
  TourCall,
  TourHours,
  TourLoad,
  ToursQuestion,
  TourTruck,
} from "./roads/roads-question.ts";
export { TRAFFIC_TOPIC, type TrafficHappening } from "./roads/traffic-happening.ts";
