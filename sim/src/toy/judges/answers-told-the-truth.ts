import { encode } from "@msafara/runtime";
import type { Told } from "../../judges/scene.ts";
import type { Asked, Evidence } from "./evidence.ts";

/**
 * An answer `done` has its event, at the version it names; a refusal has none; what was unavailable
 * has one at most. One key has one answer, and in the end somebody was told it.
 */
export function answersToldTheTruth({ asked, history }: Evidence): readonly string[] {
  const events = eventsByOrder(history);
  const wrongs = [...Map.groupBy(asked, keyOf).entries()].flatMap(([key, answers]) => {
    return [
      ...oneAnswer(key, answers),
      ...answers.flatMap((one) => truth(one, events.get(one.command.order) ?? [])),
    ];
  });
  const known = new Set(asked.map(({ command }) => command.order));
  const strange = [...events.keys()].filter((order) => !known.has(order));
  return [
    ...wrongs,
    ...strange.map((order) => `An event has the order ${order}, which nobody gave`),
  ];
}

function truth({ address, command, answer }: Asked, events: readonly Told[]): readonly string[] {
  const name = `${command.type} ${command.order} to ${address}`;
  if (events.length > 1) return [`${name} happened ${events.length} times`];
  const [told] = events;
  switch (answer.status) {
    case "done":
      if (told === undefined) return [`${name} was answered done, and never happened`];
      return [...sameVersion(name, answer.version, told), ...sameReply(name, answer.reply, told)];
    case "refused":
      return told === undefined ? [] : [`${name} was refused, and happened`];
    case "unavailable":
      return [];
    default:
      return [`${name} was answered ${answer.status}`];
  }
}

function sameVersion(name: string, version: number, told: Told): readonly string[] {
  return told.version === version
    ? []
    : [`${name} was answered with version ${version}, found ${told.version}`];
}

/** Whatever a reply has in common with the event must be equal. */
function sameReply(
  name: string,
  reply: Readonly<Record<string, unknown>>,
  { event }: Told,
): readonly string[] {
  const facts = Object.entries(event).filter(([fact]) => fact in reply);
  return facts.flatMap(([fact, value]) => {
    return same(value, reply[fact])
      ? []
      : [`${name} was answered with another ${fact} than happened`];
  });
}

function oneAnswer(key: string, asked: readonly Asked[]): readonly string[] {
  const final = asked
    .filter(({ answer }) => answer.status !== "unavailable")
    .map(({ answer }) => answer);
  const [first] = final;
  if (first === undefined) return [`${key} was never told what became of it`];
  return final.every((one) => same(one, first)) ? [] : [`${key} was told two different answers`];
}

function eventsByOrder(history: readonly Told[]): ReadonlyMap<string, readonly Told[]> {
  return Map.groupBy(
    history.filter(({ event }) => orderOf(event) !== ""),
    ({ event }) => orderOf(event),
  );
}

function orderOf(event: object): string {
  return "order" in event && typeof event.order === "string" ? event.order : "";
}

function keyOf({ principal, key }: Asked): string {
  return `${principal} ${key}`;
}

function same(one: unknown, other: unknown): boolean {
  return Buffer.compare(encode(one ?? null), encode(other ?? null)) === 0;
}
