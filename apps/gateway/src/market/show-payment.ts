import type { AnswerOf, ROUTES } from "@msafara/contracts";
import { defined } from "./defined.ts";
import type { SeenPayment } from "@msafara/store";

type Shown = AnswerOf<(typeof ROUTES)["readPayment"]>[200];

const PHASES = {
  pending: "Pending",
  held: "Held",
  released: "Released",
  refunded: "Refunded",
  disputed: "Disputed",
} as const satisfies Readonly<Record<Shown["status"], SeenPayment["phase"]>>;

const STATUSES = {
  Pending: "pending",
  Held: "held",
  Released: "released",
  Refunded: "refunded",
  Disputed: "disputed",
} as const satisfies Readonly<Record<SeenPayment["phase"], Shown["status"]>>;

/** The phase of an agent that a status of the wire stands for. */
export function phaseOf(status: Shown["status"]): SeenPayment["phase"] {
  return PHASES[status];
}

/** Where the money of a shipment is. */
export function showPayment(row: SeenPayment): Shown {
  const { paymentId: id, shipmentId, phase, reason, amount, refunded } = row;
  return defined({
    id,
    shipmentId,
    status: STATUSES[phase],
    reason,
    amount,
    refunded: refunded ?? undefined,
    createdAt: row.createdAt,
    updatedAt: row.changedAt,
  });
}
