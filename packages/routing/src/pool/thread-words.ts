import type { Instant } from "@msafara/kernel";
import type { EtaModel } from "../eta/eta-model.ts";
import type { Roads } from "../route/roads.ts";
import type { TrafficEvent } from "../traffic/traffic-feed.ts";
import type { WeekPattern } from "../traffic/week-pattern.ts";
import type { RoadsAnswer, RoadsQuestion } from "./roads-pool.ts";
import type { LiveMemory } from "../desk/tariff-desk.ts";

/** What every thread of a pool is given when it is hired: the map once for all, and how to read its clock. */
export interface MapHired {
  readonly parts: Omit<Roads, "snap">;
  readonly timeZone: string;
  readonly pattern: WeekPattern;
  /** What stands when the thread begins; it hears of the rest. */
  readonly events: readonly TrafficEvent[];
}

/** What a thread that answers is given besides. */
export interface AnswererHired extends MapHired {
  readonly model: EtaModel;
  readonly live: LiveMemory;
  /** Its number, by which it signs for tariffs. */
  readonly reader: number;
  /** Whether it is the one that knows names by heart. */
  readonly hasNames: boolean;
}

/** What a thread that answers is told. */
export type AnswererTold =
  | { readonly number: number; readonly question: RoadsQuestion; readonly now: Instant }
  | { readonly happened: TrafficEvent; readonly now: Instant }
  | { readonly live: LiveMemory };

/** What it says: that it is ready, an answer, or that a question was too much for it. */
export type AnswererSaid =
  | { readonly isReady: true }
  | { readonly number: number; readonly answer: RoadsAnswer }
  | { readonly number: number; readonly failure: string };

/** What the thread that fits traffic is told: to fit if it is time, and what happens. */
export type FitterTold = { readonly now: Instant } | { readonly happened: TrafficEvent };

/** What it says after its first fitting, and after each other one. */
export interface FitterSaid {
  readonly live: LiveMemory;
}
