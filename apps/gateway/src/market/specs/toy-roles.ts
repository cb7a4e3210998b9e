import {
  decideDriver,
  decideOps,
  decidePayment,
  decideShipment,
  decideShipper,
  DRIVER_MESSAGES,
  driverPhase,
  evolveDriver,
  evolveOps,
  evolvePayment,
  evolveShipment,
  evolveShipper,
  followDriver,
  followOps,
  followPayment,
  followShipment,
  followShipper,
  MARKET_POLICY,
  NO_MATTERS,
  NO_SHIPMENT,
  noDriver,
  noPayment,
  noShipper,
  OPS_MESSAGES,
  PAYMENT_MESSAGES,
  paymentPhase,
  SHIPMENT_MESSAGES,
  SHIPPER_MESSAGES,
  shipperPhase,
} from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Address, idOf, type Role } from "@msafara/runtime";

const POLICY = { ...MARKET_POLICY, windowSecondsMin: 30, stopWindowMsMin: 60_000 };

function own<Kind extends string>(kind: Kind, self: Address): Id<Kind> {
  return `${kind}_${idOf(self).slice(kind.length + 1)}`;
}

/** The rules of the market as agents, without the gates that keep strangers' mail away. */
export const TOY_ROLES: readonly Role[] = [
  {
    name: "platform",
    messages: SHIPMENT_MESSAGES,
    schema: 1,
    initial: () => NO_SHIPMENT,
    decide: (shipment, message, { self, now, mint, dice }) => {
      const given = { now, shipmentId: own("shp", self), bidId: mint("bid"), policy: POLICY, dice };
      return decideShipment(shipment, message, given);
    },
    evolve: evolveShipment,
    follow: (event, { state: shipment, message, given: { now, self } }) =>
      followShipment(event, { shipment, message, shipmentId: own("shp", self), now }),
    phase: ({ phase }) => phase,
  },
  {
    name: "driver",
    messages: DRIVER_MESSAGES,
    schema: 1,
    initial: (self) => noDriver(own("drv", self)),
    decide: decideDriver,
    evolve: evolveDriver,
    follow: followDriver,
    phase: driverPhase,
  },
  {
    name: "payment",
    messages: PAYMENT_MESSAGES,
    schema: 1,
    initial: (self) => noPayment(own("shp", self)),
    decide: decidePayment,
    evolve: evolvePayment,
    follow: followPayment,
    phase: (payment) => paymentPhase(payment).phase,
  },
  {
    name: "shipper",
    messages: SHIPPER_MESSAGES,
    schema: 1,
    initial: (self) => noShipper(own("shr", self)),
    decide: decideShipper,
    evolve: evolveShipper,
    follow: followShipper,
    phase: shipperPhase,
  },
  {
    name: "ops",
    messages: OPS_MESSAGES,
    schema: 1,
    initial: () => NO_MATTERS,
    decide: decideOps,
    evolve: evolveOps,
    follow: (event) => followOps(event),
    phase: () => "Open",
  },
];
