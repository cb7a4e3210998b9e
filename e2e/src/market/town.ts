import type { Money } from "@msafara/kernel";
import type { Follower } from "./open-follower.ts";
import type { Heard, Person } from "./open-person.ts";
import type { MarketOptions } from "./market-options.ts";
import type { Place } from "./open-place.ts";

/** Somebody who trades, and his socket. */
export interface Trader {
  readonly person: Person;
  readonly follower: Follower;
}

/** What the parts of one chaotic day share. */
export interface Town {
  readonly options: MarketOptions;
  readonly place: Place;
  readonly log: (line: string) => void;
  readonly shippers: readonly Trader[];
  readonly drivers: readonly Trader[];
  readonly newPrice: (ending?: number) => Money;
  readonly heard: Heard[];
  /** Shipments that were booked. */
  readonly booked: Set<string>;
  /** What was seen to be wrong while it went on. */
  readonly wrongs: string[];
  /** No more loads: what was begun is brought to its end. */
  readonly dusk: AbortSignal;
  /** Everybody goes home. */
  readonly night: AbortSignal;
}
