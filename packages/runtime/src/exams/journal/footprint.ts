import type { Address } from "../../address.ts";
import type { Batch } from "../../ports/batch.ts";
import { agentOf, bytesOf, effectOf, mailTo, type Seat, timerOf } from "./seat.ts";

/** A batch that writes one row of every kind, and what it takes to know whether it is there. */
export interface Footprint {
  readonly address: Address;
  readonly batch: Batch;
  /** How many rows of each kind are there; kinds without a row are left out. */
  readonly traces: () => Promise<Readonly<Record<string, number>>>;
}

/** What a batch that was committed leaves. */
export const WHOLE = {
  agents: 1,
  answers: 1,
  effects: 1,
  events: 1,
  live: 1,
  mail: 1,
  quarantined: 1,
  timers: 1,
  views: 1,
};

/** What is left of a refused one. */
export const NOTHING_LEFT = {};

/** Plans a batch with one row of every kind, all of one fresh agent. */
export async function planFootprint(seat: Seat): Promise<Footprint> {
  const address = seat.fresh("carrier");
  const at = 1_750_000_000_000;
  const receipt = { principal: address, key: "first", bodyHash: "hash", address };
  const body = bytesOf({ of: address });
  const batch: Batch = {
    agents: [agentOf(address, [0, 1])],
    consumed: [],
    fired: [],
    answers: [{ ...receipt, answer: body }],
    events: [{ address, version: 1, n: 0, kind: "carrier.joined", schema: 1, body, at }],
    mail: [mailTo(address)],
    timers: [timerOf(address, "expiry")],
    cancelled: [],
    effects: [effectOf(address, seat.freshId("eff"))],
    views: [{ view: "exam_notes", key: address, address, version: 1, row: noteOf("written", 1) }],
    live: [{ topic: address, audience: "all", seq: 1, name: "joined", body, at }],
    quarantined: [
      {
        id: seat.freshId("qua"),
        address,
        sender: "shipment/sender",
        kind: "odd",
        body,
        trace: "t-3",
        error: "TypeError",
        stack: "at decide",
        attempt: 2,
        at,
      },
    ],
  };
  return { address, batch, traces: () => tracesOf(seat, address) };
}

/** A row of the exam's view. */
export function noteOf(
  note: string,
  amount: number,
): { readonly note: string; readonly amount: number } {
  return { note, amount };
}

async function tracesOf(seat: Seat, address: Address): Promise<Readonly<Record<string, number>>> {
  const { other, notes } = seat;
  const lane = { address, lane: "money" };
  const counts = {
    agents: (await other.states([address])).length,
    events: (await other.history({ address, afterVersion: 0, limit: 10 })).length,
    mail: (await other.mailboxes({ addresses: [address], max: 10 })).flatMap(({ mail }) => mail)
      .length,
    timers: (await other.timersOf([address])).length,
    effects: (await other.claimEffects({ claim: "look", claimMs: 1, limit: 10, lane })).length,
    live: (await other.liveSince({ topic: address, audience: "all", after: 0, limit: 10 })).events
      .length,
    quarantined: (await other.quarantine({ address, limit: 10 })).length,
    views: (await notes()).filter(({ key }) => key === address).length,
    answers: (await other.receipts([{ principal: address, key: "first" }])).filter(
      ({ answer }) => answer !== undefined,
    ).length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
