import type { OfferEvent } from "../toy/offer.ts";
import type { Evidence, Told } from "./evidence.ts";

interface Round {
  readonly name: string;
  expiresAt: number;
  ends: number;
}

/** Each posted offer ends once, taken or expired, never before its time and never by an old timer. Judged at rest. */
export function everyTimerOnce({ history }: Evidence): readonly string[] {
  const rounds = new Map<string, Round>();
  const wrongs = history.flatMap((told) => hear(rounds, told));
  for (const { name, ends } of rounds.values()) {
    if (ends !== 1) wrongs.push(`${name} ended ${ends} times`);
  }
  return wrongs;
}

function hear(rounds: Map<string, Round>, { address, event, at }: Told): string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Other roles' events fall through the switch.
  const it = event as OfferEvent;
  const name = `${address} round ${it.round}`;
  switch (it.type) {
    case "offer.posted": {
      const round = rounds.get(name) ?? { name, expiresAt: 0, ends: 0 };
      round.expiresAt = it.expiresAt;
      rounds.set(name, round);
      return [];
    }
    case "offer.taken":
      return end(rounds.get(name), name);
    case "offer.expired": {
      const early = at < (rounds.get(name)?.expiresAt ?? Infinity);
      return [...end(rounds.get(name), name), ...(early ? [`${name} expired early`] : [])];
    }
    case "offer.late":
      return [`${name} was rung by a timer that should have been gone`];
    default:
      return [];
  }
}

function end(round: Round | undefined, name: string): string[] {
  if (round === undefined) return [`${name} ended and was never posted`];
  round.ends += 1;
  return [];
}
