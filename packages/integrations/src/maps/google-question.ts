import { createHash } from "node:crypto";
import type { RoadDrive } from "@msafara/domain";
import type { Instant, Position } from "@msafara/kernel";

/** What of his is asked. */
export type GoogleService = "directions" | "distancematrix" | "geocode";

/** What is sent along, as its description names it; lists are joined by bars. */
export type GoogleParams = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One question. Everything that its answer depends on is in it, so that equal questions are asked once. */
export interface GoogleQuestion {
  readonly service: GoogleService;
  readonly params: GoogleParams;
  /** The quarter of an hour of the departure, where the traffic matters. */
  readonly quarter?: number;
  /** How often it counts against the budget. */
  readonly units: number;
}

const QUARTER_MS = 15 * 60_000;
/** His clock may be ahead of ours, and he refuses to foretell the past. */
const AHEAD_MS = 30_000;
/** 11 m, and less than that across. */
const PER_DEGREE = 10_000;

/** The quarter of an hour that a departure falls into; one in the past is one now. */
export function quarterOf(departAt: Instant | undefined, now: Instant): number {
  return Math.floor(Math.max(departAt ?? now, now) / QUARTER_MS);
}

/** What he is sent, in the end: seconds, and never the past. */
export function paramsOf({ params, quarter }: GoogleQuestion, now: Instant): GoogleParams {
  if (quarter === undefined) return params;
  const departAt = Math.max(quarter * QUARTER_MS, now + AHEAD_MS);
  return { ...params, departure_time: Math.ceil(departAt / 1_000) };
}

/** Under this an answer is kept; a digest, so that nobody reads from a cache who drove where. */
export function cacheKeyOf({ service, params, quarter }: GoogleQuestion): string {
  const sorted = Object.entries(params).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const asked = JSON.stringify([service, quarter ?? null, sorted]);
  return `google:1:${createHash("sha256").update(asked).digest("base64url")}`;
}

/** A position as he reads it, to four decimals: whoever stands a few metres beside asks the same. */
export function latLngOf({ lat, lng }: Position): string {
  return `${rounded(lat)},${rounded(lng)}`;
}

/** What is said of how one drives: a truck is a car to him. */
export function drivingOf({ avoid }: RoadDrive): GoogleParams {
  const avoided = [avoid?.tolls === true ? "tolls" : [], avoid?.ferries === true ? "ferries" : []];
  const avoids = avoided.flat();
  const driving = { mode: "driving", units: "metric" };
  return avoids.length === 0 ? driving : { ...driving, avoid: avoids };
}

/** Whole steps of a grid, written without the dust of division; adding zero turns -0 to 0. */
function rounded(degrees: number): number {
  return Math.round(degrees * PER_DEGREE) / PER_DEGREE + 0;
}
