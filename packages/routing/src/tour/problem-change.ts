import type { TimeWindow, TourJob, TourProblem, TourStop, TourVehicle, Visit } from "./problem.ts";

/** One thing that somebody could do differently. */
export type ProblemChange =
  | ({ readonly change: "later-window"; readonly byMs: number } & Visit)
  | { readonly change: "later-deadline"; readonly jobId: string; readonly byMs: number }
  | { readonly change: "longer-shift"; readonly vehicleId: string; readonly byMs: number }
  | {
      readonly change: "more-capacity";
      readonly vehicleId: string;
      readonly capacity: readonly number[];
    }
  | {
      readonly change: "more-skills";
      readonly vehicleId: string;
      readonly skills: readonly string[];
    }
  | { readonly change: "higher-prize"; readonly jobId: string; readonly prize: number }
  | { readonly change: "another-truck"; readonly likeVehicleId: string };

/** The problem as it would be with the change made. */
export function changeProblem(problem: TourProblem, change: ProblemChange): TourProblem {
  const { jobs, vehicles } = problem;
  if ("jobId" in change) {
    const changed = jobs.map((job) => (job.id === change.jobId ? changeJob(job, change) : job));
    return { ...problem, jobs: changed };
  }
  if (change.change === "another-truck") {
    const like = vehicles.filter(({ id }) => id === change.likeVehicleId);
    return { ...problem, vehicles: [...vehicles, ...like.map(anotherLike)] };
  }
  const changed = vehicles.map((vehicle) =>
    vehicle.id === change.vehicleId ? changeVehicle(vehicle, change) : vehicle,
  );
  return { ...problem, vehicles: changed };
}

type JobChange = Extract<ProblemChange, { readonly jobId: string }>;
type VehicleChange = Extract<ProblemChange, { readonly vehicleId: string }>;

function changeJob(job: TourJob, change: JobChange): TourJob {
  switch (change.change) {
    case "later-window":
      return { ...job, [change.what]: laterStop(job[change.what], change.byMs) };
    case "later-deadline":
      return { ...job, deadlineMs: (job.deadlineMs ?? Number.POSITIVE_INFINITY) + change.byMs };
    case "higher-prize":
      return { ...job, prize: change.prize };
  }
}

function changeVehicle(vehicle: TourVehicle, change: VehicleChange): TourVehicle {
  switch (change.change) {
    case "longer-shift":
      return { ...vehicle, shifts: lastEndsLater(vehicle.shifts, change.byMs) };
    case "more-capacity":
      return { ...vehicle, capacity: change.capacity };
    case "more-skills":
      return { ...vehicle, skills: [...(vehicle.skills ?? []), ...change.skills] };
  }
}

function laterStop(stop: TourStop | undefined, byMs: number): TourStop | undefined {
  return stop && { ...stop, windows: lastEndsLater(stop.windows ?? [], byMs) };
}

function lastEndsLater(windows: readonly TimeWindow[], byMs: number): readonly TimeWindow[] {
  return windows.map(({ fromMs, untilMs }, index) =>
    index === windows.length - 1 ? { fromMs, untilMs: untilMs + byMs } : { fromMs, untilMs },
  );
}

/** The same truck once more, with nothing done and nothing promised. */
function anotherLike({ executed: _done, locked: _promised, ...like }: TourVehicle): TourVehicle {
  return { ...like, id: `${like.id} once more` };
}
