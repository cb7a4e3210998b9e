import { isRefusal } from "@msafara/kernel";
import type { Avoid, Drive } from "../../route/drive.ts";
import { type RouteAnswer, type RouteAsked, routeOn } from "../../route/open-router.ts";
import type { Roads } from "../../route/roads.ts";
import type { Tariff } from "../../route/tariff.ts";
import type { NoRoadNear } from "../../snap/open-snap.ts";
import type { Phantom } from "../../snap/phantom.ts";
import { wrongAlternatives } from "./judge-alternatives.ts";
import { wrongRefusal } from "./judge-refusal.ts";
import { type JudgedRoads, judgeRoads, SHUT } from "./judge-roads.ts";
import { wrongRoute } from "./judge-route.ts";
import { wrongSnap } from "./judge-snap.ts";
import { wrongStops } from "./judge-stops.ts";
import { leastCost } from "./judge-ways.ts";
import type { NastyQuestion } from "./nasty-question.ts";
import { wrongOf } from "./wrong-of.ts";

/** What is wrong with an answer, and of which kind it was. */
interface Judgement {
  readonly wrong: readonly string[];
  readonly kind: string;
}

interface Hearing {
  readonly roads: Roads;
  readonly judged: JudgedRoads;
  readonly asked: RouteAsked;
  readonly answer: RouteAnswer;
}

/** Asks, and says in words what is wrong with the answer. */
export function wrongAnswer(
  roads: Roads,
  tariff: Tariff,
  { drive, asked }: NastyQuestion,
): Judgement {
  const judged = judgeRoads(roads.map, wholeDrive(drive, asked));
  const cost = Int32Array.from(judged.cost);
  const hearing = { roads, judged, asked, answer: routeOn(roads, tariff, asked) };
  const places: Phantom[] = [];
  for (const [stop, { position, ...own }] of asked.stops.entries()) {
    const point = { lat: Math.round(position.lat * 1e7), lng: Math.round(position.lng * 1e7) };
    const wish = { ...own, cost };
    const wrong = wrongSnap(judged, { snap: roads.snap, point, wish });
    if (wrong.length > 0)
      return { wrong: wrong.map((each) => `stop ${stop}: ${each}`), kind: "snap" };
    const place = roads.snap(point, wish);
    if (isRefusal(place))
      return judgeNoRoad(hearing, { stop, place, near: roads.snap(point, own) });
    places.push(place);
  }
  return judgeOver(hearing, places);
}

/** Everything that is avoided, by the drive and by the question. */
function wholeDrive(drive: Drive, asked: RouteAsked): Drive {
  const both = [drive.avoid ?? {}, asked.avoid ?? {}];
  const avoid: Avoid = {
    tolls: both.some(({ tolls }) => tolls === true),
    ferries: both.some(({ ferries }) => ferries === true),
    areas: both.flatMap(({ areas = [] }) => areas),
    closed: new Set(both.flatMap(({ closed = [] }) => [...closed])),
  };
  return { ...drive, avoid };
}

interface NoRoad {
  readonly stop: number;
  readonly place: NoRoadNear;
  /** The road that would be meant if none were closed. */
  readonly near: Phantom | NoRoadNear;
}

function judgeNoRoad({ judged, answer }: Hearing, { stop, place, near }: NoRoad): Judgement {
  const kind = "no road";
  if ("routes" in answer || answer.stop !== stop)
    return { wrong: [`stop ${stop} has no road`], kind };
  if (!("obstacles" in answer)) return { wrong: [], kind };
  const isTold = place.facts["why"] === "closed" && !isRefusal(near);
  if (!isTold) return { wrong: ["an obstacle is told where there is no road"], kind };
  return { wrong: wrongRefusal(judged, { from: near, to: near }, answer), kind: "closed stop" };
}

function judgeOver({ judged, answer, asked }: Hearing, places: readonly Phantom[]): Judgement {
  const legs = places.slice(1).map((to, i) => ({ from: places[i]!, to }));
  const unreached = legs.findIndex((leg) => leastCost(judged, leg) >= SHUT);
  if (!("routes" in answer)) {
    const said = JSON.stringify(answer);
    if (unreached < 0 || !("obstacles" in answer)) return { wrong: [said], kind: "refused" };
    const blamed = wrongOf([answer.stop !== unreached + 1, `the wrong stop: ${said}`]);
    const wrong = [...blamed, ...wrongRefusal(judged, legs[unreached]!, answer)];
    return { wrong, kind: answer.why };
  }
  const { routes } = answer;
  const wrong = routes.flatMap((each) => wrongRoute(judged, each));
  // Whoever stood on an island was met elsewhere, where the judge does not follow.
  if (unreached >= 0) return { wrong, kind: "moved" };
  const { mayTurnRound = false } = asked;
  const best = wrongStops(judged, routes[0], { places, mayTurnRound });
  const kind = legs.length > 1 ? "stops" : "way";
  return {
    wrong: [...wrong, ...best, ...wrongAlternatives(judged, routes)],
    kind: routes.length > 1 ? "alternatives" : kind,
  };
}
