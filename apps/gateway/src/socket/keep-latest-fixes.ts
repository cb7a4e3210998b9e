import type { Fix } from "@msafara/contracts";
import { type Id, toIso } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import { sayAndKeep } from "./open-hearing.ts";
import type { TakeFixes } from "./take-fixes.ts";
import type { ToldFrame } from "./told-frame.ts";

const CM_PER_M = 100;
const CDEG_PER_DEGREE = 100;

/** Stands in until fixes are stored: the latest of a phone is passed on live, and the rest forgotten. */
export function keepLatestFixes(bus: Pick<Bus, "live" | "cache">): TakeFixes {
  return async ({ actor }, _device, fixes) => {
    const [first, ...others] = fixes;
    if (first === undefined || actor.agentId === undefined) return 0;
    const latest = others.reduce((one, other) => (other.at > one.at ? other : one), first);
    const topic = truckTopicOf(actor.agentId);
    const frame = Buffer.from(JSON.stringify(placeOf(topic, latest)));
    await sayAndKeep(bus, placeChannel(topic), frame);
    return fixes.reduce((most, { seq }) => Math.max(most, seq), 0);
  };
}

/** Until fleets name their trucks, a driver's truck goes by the driver's own letters. */
export function truckTopicOf(driverId: Id): string {
  return `truck/trk_${driverId.slice(driverId.indexOf("_") + 1)}`;
}

/** Where it is said where a truck is: text frames, as clients are told them. */
export function placeChannel(topic: string): string {
  return `position/${topic}`;
}

function placeOf(topic: string, { at, position, speedCmS, headingCdeg }: Fix): ToldFrame {
  return {
    type: "position",
    topic,
    at: toIso(at),
    ...position,
    ...(speedCmS !== undefined && { speed: speedCmS / CM_PER_M }),
    ...(headingCdeg !== undefined && { heading: headingCdeg / CDEG_PER_DEGREE }),
  };
}
