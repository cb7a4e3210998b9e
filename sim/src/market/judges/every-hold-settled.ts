import type { Payment, PaymentEvent, Shipment, ShipmentEvent } from "@msafara/domain";
import type { MarketEntry } from "../market-bank.ts";
import { livesOf, type MarketEvidence } from "./market-evidence.ts";

/** Money is conserved: each hold is voided, released or refunded, once, to the cent, and everybody knows it. */
export function everyHoldSettled(evidence: MarketEvidence): readonly string[] {
  const acted = evidence.book.filter(({ verdict }) => verdict === "acted");
  return [
    ...[...Map.groupBy(acted, ({ ref }) => ref)].flatMap(([ref, deeds]) => settled(ref, deeds)),
    ...agentsAgree(evidence, acted),
    ...shipmentsArePaid(evidence, acted),
    ...nothingRepeated(evidence),
  ];
}

/** What came from the shipper went back to him, to the driver, or stayed as a fee; nothing is held. */
function settled(ref: string, deeds: readonly MarketEntry[]): readonly string[] {
  const [hold, ...ends] = deeds;
  if (hold?.kind !== "hold") return [`${ref} was ended and never held`];
  if (ends.length === 0) return [`${ref} of ${hold.shipmentId} is still held`];
  if (ends.length > 1) return [`${ref} was ended ${ends.length} times`];
  const out = ends.reduce((sum, { amount, kept }) => sum + amount + kept, 0);
  return out === hold.amount ? [] : [`Of ${ref} ${hold.amount} came in and ${out} went out`];
}

/** What a deed of the bank is called when the agent of the money hears of it. */
const HEARD_AS: Readonly<Record<string, MarketEntry["kind"]>> = {
  "payment.held": "hold",
  "payment.released": "release",
  "payment.voided": "void",
  "payment.refunded": "refund",
};

/** What the agent of the money has heard is what the bank has done, and it waits for nothing more. */
function agentsAgree(evidence: MarketEvidence, acted: readonly MarketEntry[]): readonly string[] {
  return livesOf<Payment, PaymentEvent>(evidence, "payment").flatMap(({ id, state, events }) => {
    const done = acted.filter(({ shipmentId }) => shipmentId === id);
    // What is given up before the bank heard of it never was.
    const held = roundsOf(events, "payment.held");
    const differ = Object.entries(HEARD_AS).flatMap(([type, kind]) => {
      const heard = roundsOf(events, type).filter((round) => held.includes(round)).length;
      const deeds = done.filter((entry) => entry.kind === kind).length;
      return heard === deeds ? [] : [`${id} heard of ${heard} ${kind}s, the bank did ${deeds}`];
    });
    const open = state.bookings.flatMap(({ standing: { money } }) =>
      ["wanted", "asked", "held"].includes(money) ? [`${id} has money that is ${money}`] : [],
    );
    return [...differ, ...open];
  });
}

function roundsOf(events: readonly PaymentEvent[], type: string): readonly number[] {
  return events.flatMap((it) => (it.type === type && "round" in it ? [it.round] : []));
}

/** Whoever carried it is paid what was booked, and whoever cancelled pays what was shown. */
function shipmentsArePaid(
  evidence: MarketEvidence,
  acted: readonly MarketEntry[],
): readonly string[] {
  return livesOf<Shipment, ShipmentEvent>(evidence, "platform").flatMap(({ id, state, events }) => {
    const own = acted.filter(({ shipmentId }) => shipmentId === id);
    const paid = own.filter(({ kind }) => kind === "release");
    const fees = own.reduce((sum, { kept }) => sum + kept, 0);
    const due = feeDue(events);
    const wrongs = fees === due ? [] : [`${id} cost a fee of ${fees}, shown was ${due}`];
    if (state.phase !== "completed")
      return paid.length === 0 ? wrongs : [...wrongs, `${id} is ${state.phase} and paid for`];
    const isRight = paid.length === 1 && paid[0]?.amount === state.booking.amount.amount;
    return isRight ? wrongs : [...wrongs, `${id} is completed and paid for ${paid.length} times`];
  });
}

function feeDue(events: readonly ShipmentEvent[]): number {
  const cancelled = events.find((event) => event.type === "shipment.cancelled");
  const money = cancelled?.type === "shipment.cancelled" ? cancelled.undo.money : undefined;
  return money?.deed === "refund" ? money.fee.amount : 0;
}

/** A repeated order is only carried out once the bank was asked what became of the first. */
function nothingRepeated({ calls }: MarketEvidence): readonly string[] {
  const inquired = new Set<string>();
  return calls.flatMap(({ id, attempt, what }) => {
    if (what === "inquire") inquired.add(`${id} ${attempt}`);
    if (what === "inquire" || attempt === 1 || inquired.has(`${id} ${attempt}`)) return [];
    return [`${id} was repeated at attempt ${attempt} without asking`];
  });
}
