import { crowFliesM, type Position } from "@msafara/kernel";
import type { GoogleService } from "../google-question.ts";

/** What can go wrong with one question. */
export type GoogleMishap =
  /** He answers, and says no in his own words. */
  | (typeof STATUS_MISHAPS)[number]
  /** Somebody before him answers. */
  | "http-500"
  | "http-429"
  | "http-404"
  /** What arrives is no answer: half of one, a page for people, another shape, nothing. */
  | "broken-json"
  | "html"
  | "other-shape"
  | "cut-off"
  | "reset"
  /** He takes his time, or never answers. */
  | "dawdle"
  | "hang";

/** The words of his that are no answers. */
export const STATUS_MISHAPS = [
  "ZERO_RESULTS",
  "NOT_FOUND",
  "INVALID_REQUEST",
  "MAX_WAYPOINTS_EXCEEDED",
  "MAX_ROUTE_LENGTH_EXCEEDED",
  "OVER_DAILY_LIMIT",
  "OVER_QUERY_LIMIT",
  "REQUEST_DENIED",
  "UNKNOWN_ERROR",
] as const;

/** When a mishap happens: every condition that is named must hold. */
export interface GoogleRule {
  readonly meets: GoogleMishap;
  readonly about?: GoogleService;
  /** Questions that name a place within so many kilometres. */
  readonly near?: Position;
  readonly withinKm?: number;
  /** From this question on, and up to that one; the first is 1. */
  readonly from?: number;
  readonly upTo?: number;
}

/** How well he behaves: the first rule that fits counts, then chance, of one. */
export interface GoogleLuck {
  readonly rules?: readonly GoogleRule[];
  readonly chances?: Readonly<Partial<Record<GoogleMishap, number>>>;
  /** So many requests and elements a day, then OVER_DAILY_LIMIT. */
  readonly quotaPerDay?: number;
}

/** What a rule looks at. */
export interface GoogleAsked {
  readonly service: GoogleService;
  readonly places: readonly Position[];
  /** How many questions there were, this one included. */
  readonly count: number;
}

const NEAR_KM = 20;

/** Which mishap a question meets, if any; `draw` is between 0 and 1. */
export function googleMishapOf(
  { rules = [], chances = {} }: GoogleLuck,
  asked: GoogleAsked,
  draw: number,
): GoogleMishap | undefined {
  const rule = rules.find((it) => fits(it, asked));
  if (rule !== undefined) return rule.meets;
  let left = draw;
  for (const [mishap, chance] of Object.entries(chances)) {
    left -= chance;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The keys of chances are mishaps.
    if (left < 0) return mishap as GoogleMishap;
  }
  return undefined;
}

function fits(rule: GoogleRule, { service, places, count }: GoogleAsked): boolean {
  const { about, near, withinKm = NEAR_KM, from = 1, upTo = Infinity } = rule;
  if (about !== undefined && about !== service) return false;
  if (count < from || count > upTo) return false;
  return near === undefined || places.some((it) => crowFliesM(near, it) <= withinKm * 1_000);
}
