import { assert, isRefusal } from "@msafara/kernel";
import type { FlatProblem } from "./flat-problem.ts";
import { hoursPlan } from "./keeps-hours.ts";
import type { Route } from "./route.ts";
import type { Standing } from "./ruin-and-recreate.ts";
import type { PlannedVisit, Tour, TourPlan } from "./tour-plan.ts";

/** Writes a plan out in the words of the problem, with times and breaks. */
export function layTours(flat: FlatProblem, { routes, unserved }: Standing): TourPlan {
  const driven = routes.filter(({ visits }) => visits.length > 0);
  return {
    tours: driven.map((route) => layTour(flat, route)),
    unserved: unserved.map((job) => flat.problem.jobs[job]!.id).toSorted(),
    cost: driven.reduce((sum, { cost }) => sum + cost, 0),
  };
}

function layTour(flat: FlatProblem, route: Route): Tour {
  const { vehicle, shift, start, end, distance, duration, hours } = flat.runs[route.run]!;
  const places = [start, ...route.visits.map((visit) => flat.place[visit]!), end];
  const legs = places.slice(1).map((place, leg) => places[leg]! * flat.size + place);
  return {
    vehicleId: flat.problem.vehicles[vehicle]!.id,
    shift,
    ...(hours === undefined ? timesWithoutHours(flat, route, legs) : timesWithHours(flat, route)),
    distanceM: legs.reduce((sum, leg) => sum + distance[leg]!, 0),
    drivingMs: legs.reduce((sum, leg) => sum + duration[leg]!, 0),
  };
}

type Times = Pick<Tour, "startMs" | "endMs" | "visits" | "pauses">;

function timesWithoutHours(flat: FlatProblem, route: Route, legs: readonly number[]): Times {
  const { fromMs, duration } = flat.runs[route.run]!;
  let clockMs = fromMs;
  const visits = route.visits.map((visit, slot) => {
    const planned = visitAt(flat, visit, {
      arriveMs: clockMs + duration[legs[slot]!]!,
      startMs: route.starts[slot]!,
    });
    clockMs = planned.leaveMs;
    return planned;
  });
  return { startMs: fromMs, endMs: clockMs + duration[legs.at(-1)!]!, visits, pauses: [] };
}

function timesWithHours(flat: FlatProblem, { run, visits }: Route): Times {
  const plan = hoursPlan(flat, run, visits);
  assert(!isRefusal(plan), "a route is only built when its hours can be kept");
  return {
    startMs: plan.departMs,
    endMs: plan.endMs,
    visits: visits.map((visit, slot) => visitAt(flat, visit, plan.stops[slot]!)),
    pauses: plan.pauses,
  };
}

function visitAt(
  flat: FlatProblem,
  visit: number,
  { arriveMs, startMs }: { arriveMs: number; startMs: number },
): PlannedVisit {
  return {
    jobId: flat.problem.jobs[visit >> 1]!.id,
    what: visit % 2 === 0 ? "pickup" : "delivery",
    place: flat.place[visit]!,
    arriveMs,
    startMs,
    leaveMs: startMs + flat.serviceMs[visit]!,
  };
}
