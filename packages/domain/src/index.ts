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
export type { Actor, OrgRole, Role, Scope } from "./access/actor.ts";
export {
  type AccessRefusal,
  type ActionOn,
  mayAct,
  type Resource,
  type ResourceKind,
} from "./access/may-act.ts";
