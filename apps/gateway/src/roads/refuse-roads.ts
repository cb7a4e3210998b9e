import { type Language, type Obstacle, problemOf } from "@msafara/contracts";
import type { RoadObstacle, RoadsRefusal } from "@msafara/domain";
import { refuse, type Refusal } from "@msafara/kernel";
import type { Blamed } from "../door/blamed.ts";
import { defined } from "../market/defined.ts";
import type { PlaceOf, RefusedPlace } from "./place-of.ts";

const AWAY_S = 5;
const BUSY_S = 2;
const M_PER_KM = 1_000;
const OBSTACLES_MAX = 20;
/** A sentence names the first; all of them stand beside it. */
const SAID_MAX = 5;

const NO_WAY = {
  turns: { en: "turn rules forbid it", sw: "sheria za kupinda zinakataza" },
  apart: { en: "no road leads there", sw: "hakuna barabara inayofika huko" },
} as const;

/** Roads that are near and yet not what was asked for. */
const UNFIT = {
  closed: {
    en: (km: number) => `all within ${km} km are closed to it`,
    sw: (km: number) => `zote ndani ya kilomita ${km} zimefungwa kwake`,
  },
  "other-side": {
    en: (km: number) => `none within ${km} km passes on the side that was asked for`,
    sw: (km: number) => `ndani ya kilomita ${km} hakuna inayopita upande huo`,
  },
  "other-heading": {
    en: (km: number) => `none within ${km} km leads where it heads`,
    sw: (km: number) => `ndani ya kilomita ${km} hakuna inayoelekea linakoelekea`,
  },
} as const;

/** In which language, and where in the question the fault lies. */
export interface Asked {
  readonly language: Language;
  readonly placeOf: PlaceOf;
}

/** Why there is no answer, in the words of the wire: with the part of the question that is to blame. */
export function refuseRoads(refusal: RoadsRefusal, { language, placeOf }: Asked): Refusal {
  const { facts } = refusal;
  const blame = (told: Told, extra: Pick<Blamed, "obstacles"> = {}) =>
    blamed(told, { ...extra, language, place: placeOf(facts) });
  switch (refusal.refused) {
    case "roads-away":
      return refuse("roads-away", { retryAfter: AWAY_S });
    case "roads-busy":
      return refuse("roads-busy", { retryAfter: secondsIn(facts) });
    case "no-road-near":
      return blame(
        refuse("no-road-near", { place: placeOfNoRoad(placeOf(facts), facts)[language] }),
      );
    case "tours-not-sound":
      return blame(
        refuse("tours-not-sound", { field: fieldIn(facts), why: refusal.said[language] }),
      );
    case "locked-not-possible":
      return blame(refuse("locked-not-possible", { truck: facts["vehicle"] ?? "" }));
    case "no-way": {
      const place = placeOf(facts).said[language];
      const why = whyNot(refusal, language);
      const obstacles = refusal.obstacles.slice(0, OBSTACLES_MAX);
      const shown = obstacles.map((obstacle) => obstacleShown(obstacle, language));
      return blame(refuse("no-way", { place, why }), { obstacles: shown });
    }
  }
}

/** Whoever is a little too far off would like to know by how much, and whoever has roads at his door what is wrong with them. */
function placeOfNoRoad(
  { said }: RefusedPlace,
  { nearestM, withinM, why }: Refusal["facts"],
): RefusedPlace["said"] {
  if (typeof nearestM !== "number") return said;
  if (typeof withinM === "number" && isUnfit(why)) {
    const { en, sw } = UNFIT[why];
    const km = withinM / M_PER_KM;
    return { en: `${said.en} (${en(km)})`, sw: `${said.sw} (${sw(km)})` };
  }
  const km = (nearestM / M_PER_KM).toFixed(1);
  return {
    en: `${said.en} (the nearest is ${km} km away)`,
    sw: `${said.sw} (iliyo karibu zaidi iko kilomita ${km})`,
  };
}

function isUnfit(why: Refusal["facts"][string] | undefined): why is keyof typeof UNFIT {
  return typeof why === "string" && Object.hasOwn(UNFIT, why);
}

interface Told extends Refusal {
  readonly refused: RoadsRefusal["refused"];
}

/** The planner calls trucks vehicles, and loads jobs. */
function fieldIn({ field = "" }: Refusal["facts"]): string {
  return String(field)
    .replace(/^vehicles\b/, "trucks")
    .replace(/^jobs\b/, "loads");
}

function secondsIn({ retryAfterS }: Refusal["facts"]): number {
  return typeof retryAfterS === "number" ? Math.max(1, Math.ceil(retryAfterS)) : BUSY_S;
}

function whyNot(
  { facts, obstacles }: Extract<RoadsRefusal, { readonly refused: "no-way" }>,
  language: Language,
): string {
  if (obstacles.length === 0) return NO_WAY[facts["why"] === "turns" ? "turns" : "apart"][language];
  return obstacles
    .slice(0, SAID_MAX)
    .map(({ said }) => said[language])
    .join("; ");
}

function obstacleShown({ said, ...obstacle }: RoadObstacle, language: Language): Obstacle {
  return defined({ ...obstacle, said: said[language] });
}

interface Blame extends Pick<Blamed, "obstacles"> {
  readonly language: Language;
  readonly place: RefusedPlace;
}

function blamed(told: Told, { language, place, obstacles }: Blame): Blamed {
  const message = problemOf(told.refused, told.facts, language).detail;
  const errors = [{ path: place.path, message }];
  return { ...told, errors, ...(obstacles !== undefined && { obstacles }) };
}
