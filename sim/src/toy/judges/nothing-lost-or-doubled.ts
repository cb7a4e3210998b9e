import { addressOf } from "@msafara/runtime";
import { type AccountEvent, fanUntil } from "../account.ts";
import { ofType, type Told } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** Everything that was sent was heard exactly once: credits, answers to them, hops, leaflets. Judged at rest. */
export function nothingLostOrDoubled({ history }: Evidence): readonly string[] {
  return [...credits(history), ...hops(history), ...leaflets(history)];
}

function credits(history: readonly Told[]): readonly string[] {
  const sent = ofType<AccountEvent, "money.sent">(history, "money.sent");
  const due = sent.map(({ address, event }) => credit(address, event.to, event));
  const heard = [
    ...ofType<AccountEvent, "money.received">(history, "money.received"),
    ...ofType<AccountEvent, "money.turned-away">(history, "money.turned-away"),
  ].map(({ address, event }) => credit(event.from, address, event));
  const settled = [
    ...ofType<AccountEvent, "money.confirmed">(history, "money.confirmed"),
    ...ofType<AccountEvent, "money.returned">(history, "money.returned"),
  ].map(({ address, event }) => `${address} → ${event.by} no. ${event.number}`);
  const numbered = sent.map(({ address, event }) => `${address} → ${event.to} no. ${event.number}`);
  return [...compare("credit", due, heard), ...compare("answer to credit", numbered, settled)];
}

function credit(
  from: string,
  to: string,
  { number, amount }: { readonly number: number; readonly amount: number },
): string {
  return `${from} → ${to} no. ${number} of ${amount}`;
}

function hops(history: readonly Told[]): readonly string[] {
  const due = ofType<AccountEvent, "hop.begun">(history, "hop.begun").flatMap(({ event }) =>
    Array.from({ length: event.left }, (_, left) => `${event.chain} with ${left} left`),
  );
  const made = ofType<AccountEvent, "hop.made">(history, "hop.made").map(
    ({ event }) => `${event.chain} with ${event.left} left`,
  );
  return compare("hop", due, made);
}

function leaflets(history: readonly Told[]): readonly string[] {
  const sent = ofType<AccountEvent, "leaflets.sent">(history, "leaflets.sent");
  const due = sent.flatMap(({ address, event }) =>
    Array.from({ length: fanUntil(event) - event.next }, (_, i) => {
      return `${address} → ${addressOf("account", `${event.prefix}${event.next + i}`)} round ${event.round}`;
    }),
  );
  const got = ofType<AccountEvent, "leaflet.got">(history, "leaflet.got").map(
    ({ address, event }) => `${event.from} → ${address} round ${event.round}`,
  );
  return [...compare("leaflet", due, got), ...wholeRounds(sent)];
}

/** The messages of a fan-out to itself are what makes it whole. */
function wholeRounds(
  sent: readonly Told<Extract<AccountEvent, { type: "leaflets.sent" }>>[],
): readonly string[] {
  const begun = sent.filter(({ event }) => event.next === 0);
  return begun.flatMap(({ address, event }) => {
    const turns = sent.filter(
      (other) => other.address === address && other.event.round === event.round,
    );
    const wanted = Math.max(1, Math.ceil(event.to / event.chunk));
    return turns.length === wanted
      ? []
      : [`${address} round ${event.round} took ${turns.length} turns of ${wanted}`];
  });
}

function compare(
  what: string,
  due: readonly string[],
  found: readonly string[],
): readonly string[] {
  const counts = new Map<string, number>();
  for (const one of due) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) - 1);
  return [...counts].flatMap(([one, left]) => {
    if (left === 0) return [];
    return [left > 0 ? `Lost ${what} ${one}` : `Heard ${what} ${one} ${-left} times too often`];
  });
}
