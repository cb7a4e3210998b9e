import type { Driver, DriverEvent, Shipment, ShipmentEvent } from "@msafara/domain";
import { livesOf, type MarketEvidence, rowsIn } from "./market-evidence.ts";

/** Whoever was asked, passed, or was passed over finds it written down, with the reason. */
export function everyAskExplained(evidence: MarketEvidence): readonly string[] {
  const rows = new Map(rowsIn(evidence, "asks").map(({ key, row }) => [key, row]));
  const wrongs = livesOf<Shipment, ShipmentEvent>(evidence, "platform").flatMap(
    ({ id, events }) => {
      const due = outcomesOf(events);
      return [...due].flatMap(([driverId, outcome]) => {
        const row = rows.get(`${id}:${driverId}`);
        if (row === undefined) return [`${driverId} was ${outcome} for ${id}, and no row says so`];
        const isWhy = outcome === "asked" || typeof row["why"] === "string";
        return row["outcome"] === outcome && isWhy
          ? []
          : [`${driverId} was ${outcome} for ${id}, its row says ${String(row["outcome"])}`];
      });
    },
  );
  return [...wrongs, ...nobodyElse(evidence, rows)];
}

/** The last word about each driver. */
function outcomesOf(events: readonly ShipmentEvent[]): ReadonlyMap<string, string> {
  const outcomes = new Map<string, string>();
  for (const event of events) {
    if (event.type === "request.passed") outcomes.set(event.driverId, "passed");
    if (event.type !== "wave.broadcast") continue;
    for (const { driverId } of event.asked) outcomes.set(driverId, "asked");
    for (const { driverId } of event.passedOver) outcomes.set(driverId, "passed-over");
  }
  return outcomes;
}

/** Whoever made up his mind about an offer is written down as asked. */
function nobodyElse(
  evidence: MarketEvidence,
  rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): readonly string[] {
  return livesOf<Driver, DriverEvent>(evidence, "driver").flatMap(({ id, events }) =>
    events.flatMap((event) => {
      if (!isMindMadeUp(event) || rows.has(`${event.shipmentId}:${id}`)) return [];
      return [`${id} was offered ${event.shipmentId}, and no row says so`];
    }),
  );
}

type MindMadeUp = Extract<
  DriverEvent,
  { readonly type: "request.passed" | "request.noted" | "bid.submitted" }
>;

function isMindMadeUp(event: DriverEvent): event is MindMadeUp {
  return ["request.passed", "request.noted", "bid.submitted"].includes(event.type);
}
