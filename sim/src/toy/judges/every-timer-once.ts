import type { Instant } from "@msafara/kernel";
import type { OfferEvent } from "../offer.ts";
import type { Told } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

const LATE_MS_MAX = 1_500;

interface Round {
  readonly name: string;
  expiresAt: number;
  ends: number;
}

/** Each posted offer ends once, taken or expired, never before its time and never by an old timer. Judged at rest. */
export function everyTimerOnce({ history, calmSince = Infinity }: Evidence): readonly string[] {
  const rounds = new Map<string, Round>();
  const wrongs = history.flatMap((told) => [
    ...hear(rounds, told),
    ...tooLate(rounds, told, calmSince),
  ]);
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

/** While nodes die and freeze a timer may wait for them; afterwards it has a second (G4). */
function tooLate(
  rounds: Map<string, Round>,
  { address, event, at }: Told,
  calmSince: Instant,
): string[] {
  if (event.type !== "offer.expired" || !("round" in event)) return [];
  const name = `${address} round ${String(event.round)}`;
  const lateMs = at - Math.max(rounds.get(name)?.expiresAt ?? at, calmSince);
  return lateMs <= LATE_MS_MAX ? [] : [`${name} expired ${lateMs} ms late`];
}

function end(round: Round | undefined, name: string): string[] {
  if (round === undefined) return [`${name} ended and was never posted`];
  round.ends += 1;
  return [];
}
