import {
  decideShipper,
  evolveShipper,
  followShipper,
  noShipper,
  type Shipper,
  type ShipperEvent,
  SHIPPER_MESSAGES,
  type ShipperMessage,
  shipperPhase,
} from "@msafara/domain";
import type { Role } from "@msafara/runtime";
import { everyMessage } from "./every-message.ts";
import { ownId } from "./own-id.ts";

/** One shipper: its policy, and how each of its shipments stands (R13). */
export const shipperRole: Role<Shipper, ShipperMessage, ShipperEvent> = {
  name: "shipper",
  messages: everyMessage<ShipperMessage>()(SHIPPER_MESSAGES),
  schema: 1,
  initial: (self) => noShipper(ownId("shr", self)),
  decide: decideShipper,
  evolve: evolveShipper,
  follow: followShipper,
  phase: shipperPhase,
};
