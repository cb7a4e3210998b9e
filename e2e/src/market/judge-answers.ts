import { isProblemCode } from "@msafara/contracts";
import { type Address, type Answer, encode } from "@msafara/runtime";
import type { Answered, Letter } from "@msafara/sim";
import type { Heard } from "./open-person.ts";

/** What the engine keeps of a command. */
export interface Kept {
  readonly address: Address;
  readonly answer: Answer;
}

/** Which command of an agent each route is. */
const COMMANDS: Readonly<Record<string, string>> = {
  requestShipment: "request-shipment",
  cancelShipment: "cancel-shipment",
  awardBid: "award-bid",
  confirmDelivery: "confirm-delivery",
  submitBid: "submit-bid",
  withdrawBid: "withdraw-bid",
  acceptAward: "answer-award",
  declineAward: "answer-award",
  setDriver: "set-profile",
  setAvailability: "set-availability",
  reportProgress: "progress-trip",
};

/** Nothing is known to have happened, or the gateway was gone: the same key is asked again. */
const TENTATIVE = [0, 401, 429, 502, 503, 504];

/**
 * Holds what callers were told against what the engine has kept: one key has one answer, to the byte;
 * a success is kept as one, a refusal as none; and no answer is broken. What it makes of each command
 * is for the judge of commands.
 */
export function judgeAnswers(
  heard: readonly Heard[],
  kept: ReadonlyMap<string, Kept>,
): { readonly asked: readonly Answered[]; readonly wrongs: readonly string[] } {
  const commands = heard.filter(({ key, route }) => key !== undefined && route in COMMANDS);
  const byKey = Map.groupBy(commands, ({ principal, key }) => `${principal} ${key}`);
  const asked: Answered[] = [];
  const wrongs = [...brokenIn(heard)];
  for (const [place, told] of byKey) {
    const receipt = kept.get(place);
    wrongs.push(...oneAnswer(place, told), ...agrees(place, { told, receipt }));
    asked.push(...askedIn(told, receipt));
  }
  return { asked, wrongs };
}

/** What drivers were told at the door, as letters: whoever may read a letter may read no more in an answer. */
export function lettersIn(heard: readonly Heard[]): readonly Letter[] {
  return heard.flatMap(({ agentId, route, body, status }) =>
    agentId.startsWith("drv_") && status === 200 && route !== "refresh" && body !== ""
      ? [{ receiver: `driver/${agentId}`, kind: route, body: encode(JSON.parse(body)) }]
      : [],
  );
}

function brokenIn(heard: readonly Heard[]): readonly string[] {
  return heard.flatMap(({ route, status, code, body }) => {
    const isListed = code === "" || isProblemCode(code);
    if (status === 0 || (isListed && (status < 500 || status === 503))) return [];
    return [`answers: ${route} was answered ${status} ${code}: ${body.slice(0, 200)}`];
  });
}

function finalIn(told: readonly Heard[]): readonly Heard[] {
  return told.filter(({ status }) => !TENTATIVE.includes(status));
}

function oneAnswer(place: string, told: readonly Heard[]): readonly string[] {
  const [first, ...others] = finalIn(told).filter((it) => it.status < 300);
  if (first === undefined) return [];
  const other = others.find(({ status, body }) => status !== first.status || body !== first.body);
  if (other === undefined) return [];
  return [
    `answers: ${first.route} ${place} was told ${first.status} ${first.body}, then ${other.status} ${other.body}`,
  ];
}

interface Compared {
  readonly told: readonly Heard[];
  readonly receipt: Kept | undefined;
}

function agrees(place: string, { told, receipt }: Compared): readonly string[] {
  const status = receipt?.answer.status ?? "nothing";
  return finalIn(told).flatMap((it) => {
    const isDone = it.status < 300;
    // What the door refuses by what it reads is kept by nobody, and done by nobody either.
    const isRight = isDone ? status === "done" : true;
    const sentence = `answers: ${it.route} ${place} was told ${it.status} ${it.code}, kept is ${status}`;
    return isRight ? [] : [sentence];
  });
}

/** As the judge of commands reads it. What was refused at the door was asked of no agent. */
function askedIn(told: readonly Heard[], receipt: Kept | undefined): readonly Answered[] {
  const [first] = told;
  if (first === undefined || receipt === undefined) return [];
  const { principal, key = "", route } = first;
  const command = { type: COMMANDS[route] ?? "" };
  return [{ address: receipt.address, command, principal, key, answer: receipt.answer }];
}
