import type { RoadsDesk } from "@msafara/domain";
import type { World } from "@msafara/kernel";
import type { Cache, Limiter } from "@msafara/runtime";
import type { VendorLimits } from "../guard-calls.ts";

/** What Google knows of the roads; tours are nothing he plans. */
export type GoogleRoads = Pick<RoadsDesk, "route" | "matrix" | "geocode" | "reverse">;

/**
 * What Google may be asked, by all programs that share the limiter. A route, a search and each element
 * of a matrix count as one, as they do on his bill; what was counted and then not answered stays counted.
 */
export interface GoogleBudget {
  readonly limiter: Limiter;
  readonly perMinute: number;
  readonly perDay: number;
}

/** What asking Google is put together from. */
export interface GoogleRoadsOptions {
  readonly key: string;
  /** Where he is asked; the address of a stand-in, or left out. */
  readonly baseUrl?: string | undefined;
  readonly world: Pick<World, "now" | "ticks" | "sleep">;
  readonly cache: Pick<Cache, "get" | "set">;
  readonly budget: GoogleBudget;
  /** How long an answer is kept; 0 keeps none. What Google's terms say of it stands in the README. */
  readonly ttlMs?: number | undefined;
  /** Which country is meant where a name fits several, by its two letters. */
  readonly region?: string | undefined;
  /** In which language places are named. */
  readonly language?: "en" | "sw" | undefined;
  readonly limits?: VendorLimits | undefined;
}

/** He is given up while there is still time to ask our own roads, before whoever waits for a way gives up both. */
export const GOOGLE_LIMITS: VendorLimits = {
  timeoutMs: 2_500,
  callsMax: 16,
  failuresMax: 5,
  openMs: 2_000,
  openMsMax: 60_000,
};
