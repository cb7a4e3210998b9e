import type { PaymentEvent, ShipmentEvent, ShipmentRow } from "@msafara/domain";
import { type Batch, decode, type Journal } from "@msafara/runtime";
import { Counter, type Registry } from "prom-client";

/** What becomes of money, in the five states that people see (U109). */
const PAYMENT_STATES = {
  "hold.wanted": "pending",
  "payment.held": "held",
  "payment.refused": "refused",
  "payment.disputed": "disputed",
  "payment.voided": "refunded",
  "payment.refunded": "refunded",
  "payment.released": "released",
} as const satisfies Partial<Record<PaymentEvent["type"], string>>;

/**
 * The same journal, and what the market did is counted once it is committed (U197–U199): a command that
 * comes again writes nothing, and so is counted nowhere. A commit of which nobody knows whether it is
 * there is not counted; the database has the truth, metrics have the trend.
 */
export function countMarket(journal: Journal, registry: Registry): Journal {
  const count = counters(registry);
  return {
    ...journal,
    commit: async (commit) => {
      const outcome = await journal.commit(commit);
      if (outcome.outcome === "committed") countBatch(count, commit.batch);
      return outcome;
    },
  };
}

type Counters = ReturnType<typeof counters>;

function counters(registry: Registry) {
  const registers = [registry];
  return {
    shipments: new Counter({
      name: "shipments_created_total",
      help: "Shipments that somebody asked the market to move",
      labelNames: ["service_level"],
      registers,
    }),
    bids: new Counter({
      name: "bids_submitted_total",
      help: "What became of bids, and of drivers who were asked and let the window pass",
      labelNames: ["outcome"],
      registers,
    }),
    deliveries: new Counter({
      name: "deliveries_completed_total",
      help: "Shipments that were brought to where they go",
      labelNames: ["on_time"],
      registers,
    }),
    payments: new Counter({
      name: "payment_transactions_total",
      help: "States that the money of shipments came to",
      labelNames: ["status"],
      registers,
    }),
  };
}

function countBatch(count: Counters, batch: Batch): void {
  for (const { address, kind, body } of batch.events) {
    if (address.startsWith("payment/")) {
      if (isCounted(kind)) count.payments.inc({ status: PAYMENT_STATES[kind] });
    } else if (address.startsWith("platform/") && COUNTED.has(kind)) {
      countShipment(count, eventIn(body), () => deliverBy(batch, address));
    }
  }
}

function isCounted(kind: string): kind is keyof typeof PAYMENT_STATES {
  return Object.hasOwn(PAYMENT_STATES, kind);
}

const COUNTED: ReadonlySet<string> = new Set<ShipmentEvent["type"]>([
  "shipment.requested",
  "bid.turned-away",
  "bids.closed",
  "booking.confirmed",
  "shipment.cancelled",
  "shipment.expired",
  "shipment.progressed",
]);

function countShipment(count: Counters, event: ShipmentEvent, due: () => number): void {
  const became = (outcome: string, times: number) => count.bids.inc({ outcome }, times);
  switch (event.type) {
    case "shipment.requested":
      return count.shipments.inc({ service_level: event.request.serviceLevel });
    case "bid.turned-away":
      return became("rejected", 1);
    case "bids.closed":
      return became("timeout", event.silent);
    case "booking.confirmed":
      became("accepted", 1);
      return became("rejected", event.lost.length);
    case "shipment.cancelled":
      return became("rejected", event.lost.length);
    case "shipment.expired":
      became("timeout", event.silent);
      return became("rejected", event.lost.length);
    case "shipment.progressed":
      if (event.to !== "delivered") return;
      return count.deliveries.inc({ on_time: String(event.at <= due()) });
    default:
  }
}

/** Until when it was to be there: every event of a shipment writes its row. */
function deliverBy({ views }: Batch, address: string): number {
  const row = views.find((it) => it.view === "shipments" && it.address === address)?.row;
  const due: keyof ShipmentRow = "deliveryTo";
  const until = row?.[due];
  return typeof until === "number" ? until : Number.POSITIVE_INFINITY;
}

/** The platform's role wrote it, and names its kinds. */
function eventIn(body: Uint8Array): ShipmentEvent {
  return decode(body);
}
