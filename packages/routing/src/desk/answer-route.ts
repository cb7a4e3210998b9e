import type {
  FoundLeg,
  FoundRoute,
  FoundStep,
  RoadStop,
  RoadsRefusal,
  RouteFound,
  RouteQuestion,
} from "@msafara/domain";
import type { Instant } from "@msafara/kernel";
import type { Drive } from "../route/drive.ts";
import { routeOn, type RouteAnswer, type RouteStop } from "../route/open-router.ts";
import { polylineOf } from "../route/polyline.ts";
import type { Route, RouteLeg } from "../route/route.ts";
import { sayStep } from "../route/say-step.ts";
import { type AnswerRoom, driveMeant, inDegrees } from "./answer-room.ts";
import { refuseWay } from "./refuse-way.ts";
import { type Arrival, tellArrivals } from "./tell-arrivals.ts";

const CM_PER_M = 100;

/** Finds the way over all stops in the traffic of its hour, and tells it. */
export function answerRoute(
  room: AnswerRoom,
  asked: RouteQuestion,
  now: Instant,
): RouteFound | RoadsRefusal {
  const meant = driveMeant(asked, now);
  return room.tariffs.use(meant, ({ tariff, closed }) => {
    const answer = routeOn(room.roads, tariff, {
      stops: asked.stops.map(stopMeant),
      alternatives: asked.alternatives,
      withSteps: asked.steps !== undefined,
      ...(closed.size === 0 ? {} : { avoid: { closed } }),
    });
    if (!("routes" in answer)) return refuseWay(answer, { stop: answer.stop }, asked.vehicle.kind);
    const told = { asked, drive: tariff.drive, departAt: meant.departAt };
    return { ...room.basis, routes: tellRoutes(room, answer, told) };
  });
}

function stopMeant({ position, headingDegrees, kerb }: RoadStop): RouteStop {
  return {
    position,
    ...(headingDegrees === undefined ? {} : { headingDegrees }),
    ...(kerb === undefined ? {} : { kerb }),
  };
}

interface Told {
  readonly asked: RouteQuestion;
  readonly drive: Drive;
  readonly departAt: Instant;
}

type Found = Extract<RouteAnswer, { readonly routes: unknown }>;

function tellRoutes(room: AnswerRoom, { routes }: Found, told: Told): RouteFound["routes"] {
  const [best, ...others] = routes;
  return [tellRoute(room, best, told), ...others.map((route) => tellRoute(room, route, told))];
}

function tellRoute(room: AnswerRoom, route: Route, { asked, drive, departAt }: Told): FoundRoute {
  const staysS = asked.stops.map(({ stayS = 0 }) => stayS);
  const arrivals = tellArrivals(room, { drive, departAt, legs: route.legs, staysS });
  return {
    distanceM: Math.round(route.distanceCm / CM_PER_M),
    durationS: arrivals.reduce((sum, { durationS }) => sum + durationS, 0),
    polyline: polylineOf(route.line),
    legs: route.legs.map((leg, i) => tellLeg(leg, arrivals[i]!, asked.steps)),
    confidence: arrivals.at(-1)!.knows,
  };
}

function tellLeg(
  leg: RouteLeg,
  { durationS, arriveAt, arriveBy }: Arrival,
  language: RouteQuestion["steps"],
): FoundLeg {
  const distanceM = Math.round(leg.distanceCm / CM_PER_M);
  const steps = language === undefined ? [] : tellSteps(leg, durationS, language);
  return { distanceM, durationS, arriveAt, arriveBy, steps };
}

/** Each step takes its part of what the leg takes; what is rounded at one is made good at the next. */
function tellSteps(
  { steps }: RouteLeg,
  legS: number,
  language: NonNullable<RouteQuestion["steps"]>,
): readonly FoundStep[] {
  const allDs = steps.reduce((sum, { durationDs }) => sum + durationDs, 0);
  let [doneDs, toldS] = [0, 0];
  return steps.map((step) => {
    doneDs += step.durationDs;
    const upToS = allDs === 0 ? legS : Math.round((legS * doneDs) / allDs);
    const durationS = upToS - toldS;
    toldS = upToS;
    return {
      maneuver: step.maneuver,
      text: sayStep(step, language),
      position: inDegrees(step.at),
      distanceM: Math.round(step.distanceCm / CM_PER_M),
      durationS,
    };
  });
}
