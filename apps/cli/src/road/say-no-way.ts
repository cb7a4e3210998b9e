import type { RoadLanguage, Vehicle } from "@msafara/routing";
import { putIn } from "../market/happening-words.ts";
import { isInDegrees } from "./place-named.ts";
import { ROAD_WORDS } from "./road-words.ts";

/** Which stop nobody gets to, with what, and what stands in the way. */
export interface NoWayTold {
  readonly stop: string;
  readonly kind: Vehicle["kind"];
  readonly why: "obstacles" | "turns" | "apart";
  /** Each obstacle in one line. */
  readonly said: readonly string[];
}

/** Says in one sentence why there is no way, and every obstacle on it. */
export function sayNoWay(
  { stop, kind, why, said }: NoWayTold,
  language: RoadLanguage = "en",
): string {
  const { noWay, kinds, turns, apart } = ROAD_WORDS[language];
  const reasons = { obstacles: said.join("; "), turns, apart };
  return putIn(noWay, { stop, kind: kinds[kind], why: reasons[why] });
}

/** Where there is no road, and how near one was looked for. */
export interface NoRoadTold {
  readonly stop: string;
  readonly withinM: string | number | undefined;
}

/** Says that a place lies off every road that may be driven. */
export function sayNoRoad({ stop, withinM }: NoRoadTold, language: RoadLanguage = "en"): string {
  const { noRoad, order } = ROAD_WORDS[language];
  return putIn(noRoad, { stop, withinM: String(withinM) }) + (isInDegrees(stop) ? order : "");
}
