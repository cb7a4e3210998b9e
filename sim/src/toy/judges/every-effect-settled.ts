import type { Deed, PaymentEvent } from "../payment.ts";
import { ofType } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** The bank's book and the payments tell one story, in one order, and nothing was done twice. Judged at rest. */
export function everyEffectSettled(evidence: Evidence): readonly string[] {
  return [
    ...settledOnce(evidence),
    ...sameStory(evidence),
    ...rightOrder(evidence),
    ...askedFirst(evidence),
  ];
}

function settledOnce({ history }: Evidence): readonly string[] {
  const open = new Map<string, number>();
  const tally = (deed: Deed, address: string, by: number) => {
    open.set(`${address} ${deed}`, (open.get(`${address} ${deed}`) ?? 0) + by);
  };
  for (const { address, event } of asks(history)) tally(event.deed, address, 1);
  for (const { address, event } of settlements(history)) tally(event.deed, address, -1);
  return [...open].flatMap(([what, left]) => {
    if (left === 0) return [];
    return [
      left > 0 ? `${what} was never settled` : `${what} was settled ${-left} times too often`,
    ];
  });
}

function sameStory({ history, bank }: Evidence): readonly string[] {
  const acted = new Map(bank.book.map(({ id, verdict }) => [id, verdict === "acted"]));
  const wrongs = settlements(history).flatMap(({ address, event }) => {
    const { effectId, deed, done } = event;
    const really = acted.get(effectId) ?? false;
    acted.delete(effectId);
    if (really === done) return [];
    return [
      `${address} heard that its ${deed} was ${done ? "done" : "not done"}, the bank's book differs`,
    ];
  });
  return [
    ...wrongs,
    ...[...acted.keys()].map((id) => `The bank's book has ${id}, no payment heard of it`),
  ];
}

/** One hold and one ending per payment, and the ending comes second. */
function rightOrder({ bank }: Evidence): readonly string[] {
  const phase = new Map<string, string>();
  return bank.book.flatMap(({ payment, kind }) => {
    const before = phase.get(payment) ?? "nothing";
    phase.set(payment, kind === "bank.hold" ? "hold" : "ending");
    const fits = kind === "bank.hold" ? before === "nothing" : before === "hold";
    return fits ? [] : [`${payment}: ${kind} came after ${before}`];
  });
}

/** A repeated order is only carried out once the bank was asked what became of the first. */
function askedFirst({ bank }: Evidence): readonly string[] {
  const inquired = new Set<string>();
  return bank.calls.flatMap(({ id, attempt, what }) => {
    if (what === "inquire") inquired.add(`${id} ${attempt}`);
    if (what === "inquire" || attempt === 1 || inquired.has(`${id} ${attempt}`)) return [];
    return [`${id} was repeated at attempt ${attempt} without asking`];
  });
}

function asks(history: Evidence["history"]) {
  return ofType<PaymentEvent, "payment.asked">(history, "payment.asked");
}

function settlements(history: Evidence["history"]) {
  return ofType<PaymentEvent, "payment.settled">(history, "payment.settled");
}
