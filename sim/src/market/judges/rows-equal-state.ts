import {
  type Driver,
  driverRow,
  type Payment,
  paymentRow,
  type Shipment,
  type Shipper,
  shipperRow,
  statusOf,
} from "@msafara/domain";
import { decode, encode, idOf, roleOf } from "@msafara/runtime";
import { type MarketEvidence, rowsIn } from "./market-evidence.ts";

type Row = Readonly<Record<string, unknown>>;

/** When a row was written is not in its state. */
const WHEN = "changedAt";

/** Every row is what the state of its one writer says. */
export function rowsEqualState(evidence: MarketEvidence): readonly string[] {
  return evidence.inventory.agents.flatMap(({ address, state: stored }) => {
    const state: unknown = decode(stored);
    const id = idOf(address);
    /* oxlint-disable typescript/no-unsafe-type-assertion -- The role's name says which state it is. */
    switch (roleOf(address)) {
      case "driver":
        return compare(evidence, { view: "drivers", id, due: driverRow(state as Driver, 0) });
      case "payment": {
        const payment = state as Payment;
        const due = payment.bookings.length === 0 ? null : paymentRow(payment, 0);
        return compare(evidence, { view: "payments", id, due });
      }
      case "shipper":
        return compare(evidence, { view: "shippers", id, due: shipperRow(state as Shipper, 0) });
      case "ops":
        return [];
      default:
        return [
          ...compare(evidence, { view: "shipments", id, due: standingOf(state as Shipment) }),
          ...bidsOf(evidence, state as Shipment),
        ];
    }
    /* oxlint-enable typescript/no-unsafe-type-assertion */
  });
}

/** What a list of shipments must say, whatever else it says. */
function standingOf(shipment: Shipment): Row | null {
  if (shipment.phase === "new") return null;
  const { phase, request } = shipment;
  const { status, biddingOpen } = statusOf(shipment);
  return { phase, status, biddingOpen, request: { ...request, ...pinsOf(shipment) } };
}

/** They are shown from the booking until the cargo is there. */
function pinsOf(shipment: Shipment): Row {
  if (!("booking" in shipment)) return {};
  const isOver = ["delivered", "disputed", "completed", "cancelled"].includes(shipment.phase);
  const pins = shipment.booking?.pins;
  return isOver || pins === undefined ? {} : { pins };
}

const SHOWN: Readonly<Record<string, readonly string[]>> = {
  stands: ["submitted", "selected"],
  withdrawn: ["withdrawn"],
  "fell-away": ["fell-away"],
};

function bidsOf(evidence: MarketEvidence, shipment: Shipment): readonly string[] {
  if (!("bids" in shipment)) return [];
  const rows = new Map(rowsIn(evidence, "bids").map(({ key, row }) => [key, row]));
  return shipment.bids.flatMap(({ bidId, standing }) => {
    const status = String(rows.get(bidId)?.["status"]);
    const fits = SHOWN[standing]?.includes(status) === true;
    return fits ? [] : [`${bidId} is shown as ${status}, and ${standing}`];
  });
}

function compare(
  evidence: MarketEvidence,
  { view, id, due }: { readonly view: string; readonly id: string; readonly due: Row | null },
): readonly string[] {
  const shown = rowsIn(evidence, view).find(({ key }) => key === id)?.row;
  if (due === null) return shown === undefined ? [] : [`${id} has a row in ${view} too early`];
  if (shown === undefined) return [`${id} has no row in ${view}`];
  return Object.entries(due).flatMap(([name, value]) =>
    name === WHEN || same(value, shown[name])
      ? []
      : [`${id}: its ${name} in ${view} is not what its state says`],
  );
}

function same(one: unknown, other: unknown): boolean {
  return Buffer.compare(encode(one ?? null), encode(other ?? null)) === 0;
}
