import type { PaymentEvent, ShipmentEvent } from "@msafara/domain";
import { openMemoryDatabase, openMemoryJournal, openStillWorld } from "@msafara/runtime/memory";
import { type Address, type Batch, type CommitOutcome, encode } from "@msafara/runtime";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { countMarket } from "./count-market.ts";

const DUE = Date.UTC(2026, 10, 20, 18);
const TEA: Address = "platform/shp_tea";
const MONEY: Address = "payment/shp_tea";
const NOTHING: Batch = {
  agents: [],
  consumed: [],
  fired: [],
  answers: [],
  events: [],
  mail: [],
  timers: [],
  cancelled: [],
  effects: [],
  views: [
    { view: "shipments", key: "shp_tea", address: TEA, version: 1, row: { deliveryTo: DUE } },
  ],
  live: [],
  quarantined: [],
};

interface Told {
  readonly address: Address;
  readonly event: Pick<ShipmentEvent | PaymentEvent, "type"> & Readonly<Record<string, unknown>>;
}

/** A journal whose commits come to what a test says. */
function openBook(outcome: CommitOutcome = { outcome: "committed", seqs: [], at: 0 }) {
  const world = openStillWorld();
  const registry = new Registry();
  const journal = openMemoryJournal(openMemoryDatabase({ world }), { world });
  const counted = countMarket({ ...journal, commit: async () => outcome }, registry);
  return {
    commit: async (...told: readonly Told[]) => {
      const events = told.map(({ address, event }, n) => {
        return {
          address,
          version: 1,
          n,
          kind: event.type,
          schema: 1,
          body: encode(event),
          at: 0,
        };
      });
      const batch = { ...NOTHING, events };
      return await counted.commit({ incarnation: "node-a", lane: 0, batch });
    },
    lines: async () => {
      const text = await registry.metrics();
      return text.split("\n").filter((line) => /^[a-z].* [1-9]/.test(line));
    },
  };
}

const silent = { address: TEA, event: { type: "bids.closed", silent: 3 } } as const;
const delivered = (at: number): Told => ({
  address: TEA,
  event: { type: "shipment.progressed", to: "delivered", step: "delivered", at, implied: false },
});

test("who was asked and let the window pass is counted, and so are bids that came to nothing (U198)", async () => {
  const { commit, lines } = openBook();
  const why = "nobody-bid";
  await commit(silent, { address: TEA, event: { type: "bid.turned-away", why: "late" } });
  await commit({
    address: TEA,
    event: { type: "shipment.expired", why, lost: [{}, {}], silent: 4 },
  });
  expect(await lines()).toEqual([
    'bids_submitted_total{outcome="timeout"} 7',
    'bids_submitted_total{outcome="rejected"} 3',
  ]);
});

test("a delivery is on time until its window has ended, and only its last step counts (U199)", async () => {
  const { commit, lines } = openBook();
  await commit(delivered(DUE), delivered(DUE + 1));
  const step = { type: "shipment.progressed", to: "in-transit", step: "departed", at: 0 } as const;
  await commit({ address: TEA, event: step });
  expect(await lines()).toEqual([
    'deliveries_completed_total{on_time="true"} 1',
    'deliveries_completed_total{on_time="false"} 1',
  ]);
});

test("money is counted by the state that it came to, and by nothing in between (U199)", async () => {
  const { commit, lines } = openBook();
  for (const type of ["hold.wanted", "deed.asked", "payment.held", "payment.voided"] as const) {
    await commit({ address: MONEY, event: { type } });
  }
  // A word of the same sound on another agent's topic is not this one.
  await commit({ address: "driver/drv_juma", event: { type: "payment.held" } });
  expect(await lines()).toEqual([
    'payment_transactions_total{status="pending"} 1',
    'payment_transactions_total{status="held"} 1',
    'payment_transactions_total{status="refunded"} 1',
  ]);
});

test.for([{ outcome: "fenced" }, { outcome: "stale", what: "agents" }] as const)(
  "what came to nothing is not counted: $outcome",
  async (outcome) => {
    const { commit, lines } = openBook(outcome);
    expect(await commit(silent)).toEqual(outcome);
    expect(await lines()).toEqual([]);
  },
);
