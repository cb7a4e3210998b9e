import { encode } from "@msafara/runtime";
import type { Answered, Told } from "../../judges/scene.ts";
import type { MarketEvidence } from "./market-evidence.ts";

/** What each command does, if it does anything. */
const DOES: Readonly<Record<string, readonly string[]>> = {
  "request-shipment": ["shipment.requested"],
  "change-shipment": ["shipment.changed"],
  "cancel-shipment": ["shipment.cancelled"],
  "submit-bid": ["bid.submitted"],
  "withdraw-bid": ["bid.withdrawn"],
  "award-bid": ["bid.selected"],
  "confirm-delivery": ["delivery.confirmed"],
  "set-profile": ["profile.set"],
  "set-policy": ["policy.set"],
  "set-availability": ["availability.set"],
  "answer-award": [
    "commitment.made",
    "commitment.declined",
    "commitment.withdrawn",
    "booking.given-up",
  ],
  "progress-trip": ["trip.progressed", "pin.missed"],
  "retry-settlement": ["settlement.retried"],
};

/** Nothing is left to do for whoever confirms again. */
const MAY_DO_NOTHING = ["confirm-delivery"];
/** These happen by a person's command and in no other way. */
const BY_HAND = [
  "shipment.requested",
  "shipment.changed",
  "shipment.cancelled",
  "bid.withdrawn",
  "profile.set",
  "policy.set",
  "availability.set",
  "commitment.withdrawn",
  "booking.given-up",
  "trip.progressed",
  "pin.missed",
  "settlement.retried",
];

/** `done` was done, once, in the turn it names; what was refused was not; and one key has one answer. */
export function commandsToldTheTruth({ asked, history }: MarketEvidence): readonly string[] {
  const turns = Map.groupBy(history, ({ address, version }) => `${address} ${version}`);
  const claimed = new Map<string, string>();
  const wrongs = [...Map.groupBy(asked, ({ principal, key }) => `${principal} ${key}`)].flatMap(
    ([key, answers]) => [...oneAnswer(key, answers), ...wasDone(answers, { turns, claimed })],
  );
  const unasked = history.flatMap(({ address, version, event }) => {
    if (!BY_HAND.includes(event.type) || claimed.has(`${address} ${version}`)) return [];
    return [`${event.type} happened to ${address}, and nobody was told that he did it`];
  });
  return [...wrongs, ...unasked];
}

function oneAnswer(key: string, answers: readonly Answered[]): readonly string[] {
  const final = answers.filter(({ answer }) => answer.status !== "unavailable");
  const [first] = final;
  if (first === undefined) return [`${key} was never told what became of it`];
  const isOne = final.every(({ answer }) => same(answer, first.answer));
  return isOne ? [] : [`${key} was told two different answers`];
}

interface Turns {
  readonly turns: ReadonlyMap<string, readonly Told[]>;
  /** Turns by who was told that they are his. */
  readonly claimed: Map<string, string>;
}

function wasDone(answers: readonly Answered[], { turns, claimed }: Turns): readonly string[] {
  const done = answers.find(({ answer }) => answer.status === "done");
  if (done === undefined || done.answer.status !== "done") return [];
  const { address, command, answer, key } = done;
  const place = `${address} ${answer.version}`;
  const did = (turns.get(place) ?? []).some(({ event }) =>
    DOES[command.type]?.includes(event.type),
  );
  if (!did) {
    if (MAY_DO_NOTHING.includes(command.type)) return [];
    return [`${command.type} ${key} to ${address} was answered done, and did not happen`];
  }
  const other = claimed.get(place);
  claimed.set(place, key);
  const isShared = other !== undefined && !MAY_DO_NOTHING.includes(command.type);
  return isShared ? [`${place} was told to ${other} and to ${key}`] : [];
}

function same(one: unknown, other: unknown): boolean {
  return Buffer.compare(encode(one ?? null), encode(other ?? null)) === 0;
}
