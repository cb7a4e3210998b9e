import {
  type Actor,
  mayAct,
  type SaidToShipper,
  type ShipmentStatus,
  STANDINGS,
  WEIGHTS,
  type Weights,
} from "@msafara/domain";
import { type Id, refuse, type Refusal, unreachable } from "@msafara/kernel";
import type { Consequence, Given, Role } from "@msafara/runtime";
import { everyMessage } from "./every-message.ts";
import { mayComeFrom } from "./may-come-from.ts";
import { ownId } from "./own-id.ts";
import { areWeights } from "./read-market-policy.ts";

/** What a shipper's agent may do by itself, and what counts for it. */
export interface ShipperPolicy {
  readonly autoAward: boolean;
  readonly weights: Weights;
}

/** One shipper, with those of its shipments that have not ended. */
export interface Shipper {
  readonly shipperId: Id<"shr">;
  readonly policy: ShipperPolicy;
  /** How each stands, the one that changed last at the end. */
  readonly shipments: readonly {
    readonly shipmentId: Id<"shp">;
    readonly status: ShipmentStatus;
  }[];
  readonly ended: Readonly<Record<Ended, number>>;
}

type Ended = "completed" | "cancelled" | "expired";

/** Whatever reaches a shipper's agent. */
export type ShipperMessage =
  | { readonly type: "set-policy"; readonly by: Actor; readonly policy: Partial<ShipperPolicy> }
  | SaidToShipper;

/** Everything that can happen to a shipper. */
export type ShipperEvent =
  | { readonly type: "policy.set"; readonly policy: ShipperPolicy }
  | SaidToShipper;

/** A shipper's policy, and how each of its shipments stands: a projection of what it was told (R13). */
export const shipperRole: Role<Shipper, ShipperMessage, ShipperEvent> = {
  name: "shipper",
  messages: everyMessage<ShipperMessage>()([
    "set-policy",
    "shipment.status_changed",
    "booking.confirmed",
  ]),
  schema: 1,
  initial: (self) => ({
    shipperId: ownId("shr", self),
    policy: { autoAward: false, weights: WEIGHTS },
    shipments: [],
    ended: { completed: 0, cancelled: 0, expired: 0 },
  }),
  decide,
  evolve,
  follow: (event) => [
    ...reply(event),
    { live: event.type, audience: "shipper", body: factsOf(event) },
  ],
  phase: ({ shipments }) => STANDINGS[shipments.at(-1)?.status ?? "expired"].shipper,
};

function decide(
  { shipperId, policy }: Shipper,
  message: ShipperMessage,
  { sender }: Given,
): readonly ShipperEvent[] | Refusal {
  if (message.type !== "set-policy") {
    const may = mayComeFrom(sender, `platform/${message.shipmentId}`);
    return may === true ? [message] : may;
  }
  const may = mayAct(message.by, message.type, { kind: "shipper", ownerId: shipperId });
  if (may !== true) return may;
  const next = { ...policy, ...message.policy };
  return areWeights(next.weights)
    ? [{ type: "policy.set", policy: next }]
    : refuse("weights-not-whole", { whole: 10_000 });
}

function evolve(shipper: Shipper, event: ShipperEvent): Shipper {
  switch (event.type) {
    case "policy.set":
      return { ...shipper, policy: event.policy };
    case "shipment.status_changed":
      return stand(shipper, event.shipmentId, event.status);
    case "booking.confirmed":
      return stand(shipper, event.shipmentId, "booked");
    default:
      return unreachable(event);
  }
}

function stand(shipper: Shipper, shipmentId: Id<"shp">, status: ShipmentStatus): Shipper {
  const others = shipper.shipments.filter((it) => it.shipmentId !== shipmentId);
  if (!hasEnded(status)) return { ...shipper, shipments: [...others, { shipmentId, status }] };
  const ended = { ...shipper.ended, [status]: shipper.ended[status] + 1 };
  return { ...shipper, shipments: others, ended };
}

function hasEnded(status: ShipmentStatus): status is Ended {
  return status === "completed" || status === "cancelled" || status === "expired";
}

function reply(event: ShipperEvent): readonly Consequence[] {
  return event.type === "policy.set" ? [{ reply: { policy: shown(event.policy) } }] : [];
}

function shown({ autoAward, weights }: ShipperPolicy) {
  return { autoAward, weights: { ...weights } };
}

function factsOf(event: ShipperEvent) {
  if (event.type === "policy.set") return { policy: shown(event.policy) };
  if (event.type === "shipment.status_changed") {
    return { shipmentId: event.shipmentId, status: event.status };
  }
  const { type: _, amount, ...booking } = event;
  return { ...booking, amount: { ...amount } };
}
