import type { AnswerOf, Language, ROUTES } from "@msafara/contracts";
import type {
  FoundRoute,
  FoundTour,
  HereFound,
  LoadLeftOut,
  MatrixFound,
  PlacesFound,
  RoadsBasis,
  RouteFound,
  ToursFound,
} from "@msafara/domain";

type Shown<Name extends keyof typeof ROUTES> =
  AnswerOf<(typeof ROUTES)[Name]> extends {
    readonly 200: infer Body;
  }
    ? Body
    : never;

/** Ways, as the wire has them. */
export function showRoutes({ routes, ...basis }: RouteFound): Shown<"findRoutes"> {
  return { ...basisOf(basis), routes: routes.map(routeShown) };
}

function routeShown({ legs, ...route }: FoundRoute) {
  return { ...route, legs: legs.map(({ steps, ...leg }) => ({ ...leg, steps: [...steps] })) };
}

/** A table of ways, as the wire has it. */
export function showMatrix({ distanceM, durationS, ...basis }: MatrixFound): Shown<"findMatrix"> {
  return {
    ...basisOf(basis),
    distanceM: distanceM.map((row) => [...row]),
    durationS: durationS.map((row) => [...row]),
  };
}

/** Tours, as the wire has them. */
export function showTours(
  { tours, leftOut, ...basis }: ToursFound,
  language: Language,
): Shown<"planTours"> {
  return {
    ...basisOf(basis),
    tours: tours.map(tourShown),
    leftOut: leftOut.map((load) => leftOutShown(load, language)),
  };
}

function leftOutShown(
  { loadId, reasons, changes, together, isExplained }: LoadLeftOut,
  language: Language,
): Shown<"planTours">["leftOut"][number] {
  const changeShown = ({ said, skills, ...change }: LoadLeftOut["changes"][number]) => ({
    ...change,
    ...(skills !== undefined && { skills: [...skills] }),
    said: said[language],
  });
  return {
    loadId,
    reasons: reasons.map(({ said, ...reason }) => ({ ...reason, said: said[language] })),
    changes: changes.map(changeShown),
    together: together.map(changeShown),
    explained: isExplained,
  };
}

function tourShown({ visits, pauses, ...tour }: FoundTour) {
  return {
    ...tour,
    visits: [...visits],
    pauses: pauses.map(({ fromAt, untilAt, why }) => ({ from: fromAt, to: untilAt, why })),
  };
}

/** Places that may be meant, as the wire has them. */
export function showPlaces({ places, ...basis }: PlacesFound): Shown<"geocode"> {
  return { ...basisOf(basis), places: [...places] };
}

/** What is at a point, as the wire has it. */
export function showHere({ name, road, place, ...basis }: HereFound): Shown<"reverseGeocode"> {
  return {
    ...basisOf(basis),
    name,
    ...(road !== undefined && { road: { ...road, offM: Math.round(road.offM) } }),
    ...(place !== undefined && { place: { ...place, offM: Math.round(place.offM) } }),
  };
}

function basisOf({ source, attribution, notes }: RoadsBasis) {
  return { source, attribution, notes: [...notes] };
}
