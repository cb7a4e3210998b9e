import type { MatrixQuestion, RoadsBasis, RouteQuestion } from "@msafara/domain";
import type { World } from "@msafara/kernel";
import { googleFault } from "./google-fault.ts";
import type { GoogleAnswers } from "./open-answers.ts";

/** What every question to Google has in its hands. */
export interface GoogleLine {
  readonly world: Pick<World, "now">;
  readonly answers: GoogleAnswers;
  /** Faults where so many units are never paid for one question. */
  readonly mayCost: (units: number) => void;
  readonly region: string;
  readonly language: "en" | "sw";
}

/** What his answers stand on; his terms want him named wherever they are shown. */
export function basisOf(notes: RoadsBasis["notes"] = []): RoadsBasis {
  return { source: "google", attribution: "Google Maps", notes };
}

/**
 * Leaves to others what he does not know, instead of answering something else: he has no heights, weights
 * or hazards of trucks, no road that is closed to motorcycles, avoids no areas, knows no side of a road, and finds the fastest way only.
 */
export function refuseUnknown({ vehicle, optimize, avoid, ...asked }: AnyQuestion): void {
  const { kind, ...limits } = vehicle;
  if (kind === "motorcycle") throw cannot("the bans of motorcycles");
  const isSized = Object.values(limits).some((limit) => limit !== undefined && limit !== false);
  if (isSized) throw cannot("the limits of this vehicle");
  if (optimize === "distance") throw cannot("the shortest way");
  if ((avoid?.areas ?? []).length > 0) throw cannot("areas to avoid");
  const isBound = (asked.stops ?? []).some(
    ({ kerb, headingDegrees }) => kerb !== undefined || headingDegrees !== undefined,
  );
  if (isBound) throw cannot("sides of the road");
}

type AnyQuestion = (RouteQuestion | MatrixQuestion) & Partial<Pick<RouteQuestion, "stops">>;

function cannot(what: string) {
  return googleFault("cannot", { what: `Google does not know ${what}`, retry: false });
}
