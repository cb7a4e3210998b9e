import { assert, type Id, type Instant } from "@msafara/kernel";
import { isFree, overlap } from "./calendar.ts";
import {
  answerTo,
  type Commitment,
  dealingOf,
  type DeclinedBecause,
  type Driver,
  type DriverAward,
} from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import { unfit } from "./weigh-load.ts";

/** What the agent needs to answer an award. */
export interface CommitToLoad {
  readonly award: DriverAward;
  readonly now: Instant;
  readonly mint: <Kind extends string>(kind: Kind) => Id<Kind>;
}

/** Answers an award, once: yes if the calendar is free, else no and why; or leaves it to the driver's human. */
export function commitToLoad(driver: Driver, asked: CommitToLoad): readonly DriverEvent[] {
  const { award, now } = asked;
  if (answerTo(driver, award) !== undefined || isWaiting(driver, award)) return [];
  const why = declineBecause(driver, award, now);
  if (why !== undefined) return [declined(award, why)];
  return driver.policy.askMe ? [{ type: "award.received", award }] : sayYes(driver, asked);
}

/** Puts a load into the calendar. Other awards that wait for that time are declined at once: nobody waits in vain. */
export function sayYes(driver: Driver, { award, now, mint }: CommitToLoad): readonly DriverEvent[] {
  assert(isFree(driver.commitments, award, now), "only a free truck says yes");
  const { shipmentId, bidId, amount, from, to, answerBy, request } = award;
  const commitment: Commitment = {
    shipmentId,
    bidId,
    amount,
    from,
    to,
    request,
    tripId: mint("trp"),
    status: "promised",
    isDue: false,
    steps: [],
    pins: {},
  };
  const others = driver.dealings.flatMap((dealing) => {
    if (dealing.stage !== "awarded" || dealing.shipmentId === shipmentId) return [];
    return overlap(dealing.award, award) ? [declined(dealing.award, "busy")] : [];
  });
  return [{ type: "commitment.made", commitment, answerBy }, ...others];
}

/** No to an award, and why. */
export function declined(
  { shipmentId, bidId, answerBy }: DriverAward,
  why: DeclinedBecause,
): DriverEvent {
  return { type: "commitment.declined", shipmentId, bidId, answerBy, why };
}

/** Why this award cannot be said yes to, whoever answers. */
export function declineBecause(
  driver: Driver,
  award: DriverAward,
  now: Instant,
): DeclinedBecause | undefined {
  const { profile, available, commitments } = driver;
  if (profile === undefined || !available || now > award.answerBy) return "offline";
  if (award.from >= award.to || unfit(profile, award.request) !== undefined) return "refused";
  const isHis = commitments.some(({ shipmentId }) => shipmentId === award.shipmentId);
  return !isHis && isFree(commitments, award, now) ? undefined : "busy";
}

function isWaiting(driver: Driver, { shipmentId, bidId, answerBy }: DriverAward): boolean {
  const dealing = dealingOf(driver, shipmentId);
  if (dealing?.stage !== "awarded") return false;
  return dealing.award.bidId === bidId && dealing.award.answerBy === answerBy;
}
