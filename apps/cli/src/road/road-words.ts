import type { RoadLanguage, Vehicle } from "@msafara/routing";

/** What is said around a way; what is in braces is put in by `putIn`. */
export interface RoadWords {
  readonly kinds: Readonly<Record<Vehicle["kind"], string>>;
  /** How long, and of it what is less than an hour. */
  readonly hours: string;
  readonly minutes: string;
  /** How far and how long, where nothing but driving is counted. */
  readonly atWheel: string;
  readonly otherWay: string;
  readonly byRoad: string;
  readonly map: string;
  readonly generated: string;
  readonly noWay: string;
  readonly turns: string;
  readonly apart: string;
  readonly noRoad: string;
  /** To whoever named a place in degrees, behind what is wrong with it. */
  readonly order: string;
}

/** What is said of ways, in both languages. */
export const ROAD_WORDS: Readonly<Record<RoadLanguage, RoadWords>> = {
  en: {
    kinds: { motorcycle: "motorcycle", car: "car", van: "van", truck: "truck" },
    hours: "{hours} h {minutes} min",
    minutes: "{minutes} min",
    atWheel: "{km} km, {time} at the wheel",
    otherWay: "Or {way}",
    byRoad: "{way} by {road}",
    map: "Map: {source}",
    // As a generated map says it of itself.
    generated: "Generated roads, not surveyed: never drive by them. Places by",
    noWay: 'There is no way to "{stop}" for this {kind}: {why}',
    turns: "turn rules forbid it",
    apart: "no road leads there",
    noRoad: 'There is no road within {withinM} m of "{stop}"',
    order: ": latitude comes first",
  },
  sw: {
    kinds: { motorcycle: "pikipiki", car: "gari", van: "gari la mizigo", truck: "lori" },
    hours: "saa {hours} dakika {minutes}",
    minutes: "dakika {minutes}",
    atWheel: "{km} km, {time} kwenye usukani",
    otherWay: "Au {way}",
    byRoad: "{way} kwa {road}",
    map: "Ramani: {source}",
    generated: "Barabara za kubuniwa, hazijapimwa: usiendeshe kamwe kwa kuzifuata. Maeneo ni ya",
    noWay: 'Hakuna njia ya kufika "{stop}" kwa {kind}: {why}',
    turns: "sheria za kupinda zinakataza",
    apart: "hakuna barabara inayofika huko",
    noRoad: 'Hakuna barabara ndani ya mita {withinM} kutoka "{stop}"',
    order: ": latitudo huja kwanza",
  },
};
