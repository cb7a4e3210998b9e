import type { Told } from "@msafara/client";
import type { ROUTES } from "@msafara/contracts";
import { type Instant, toIso } from "@msafara/kernel";
import type { Look } from "../desk.ts";
import { localTime } from "../page/local-time.ts";

/** An event of traffic as the market tells it. */
export type TrafficEvent = Told<typeof ROUTES.tellTraffic>;

const PERCENT = 100;

function effectOf({ speedShare, calledOff }: TrafficEvent): string {
  if (calledOff) return "called off";
  return speedShare === 0 ? "closed" : `slowed to ${Math.round(speedShare * PERCENT)} %`;
}

/** An event in one line: what, until when, and why. */
export function eventLine(event: TrafficEvent, { look, now }: Shown): string {
  const { id, to, note } = event;
  const until = to === undefined ? "" : ` until ${localTime(to, { now, zone: look.zone })}`;
  return `${id}  ${effectOf(event)}${until}: ${note}`;
}

/** How an event is shown. */
interface Shown {
  readonly look: Look;
  readonly now: Instant;
}

/** An event for programs, with times that people can read. */
export function eventJson({ from, to, ...event }: TrafficEvent) {
  return { ...event, from: toIso(from), ...(to !== undefined && { to: toIso(to) }) };
}
