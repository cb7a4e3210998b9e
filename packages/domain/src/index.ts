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
