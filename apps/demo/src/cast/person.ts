import type { BodyOf, ROUTES } from "@msafara/contracts";
import type { Position } from "@msafara/kernel";
import type { Kind } from "./fleet.ts";

/** Somebody with an account, whatever he does with it. */
export interface Account {
  readonly role: "driver" | "shipper" | "support";
  readonly name: string;
  readonly phone: string;
  readonly locale: "en" | "sw";
}

/** Whether somebody leaves his agent to it, or does what can be done by hand. */
export type Manner = "agent" | "hand";

/** A driver and what he brings to the market. */
export interface Driver extends Account {
  readonly role: "driver";
  readonly manner: Manner;
  readonly kind: Kind;
  readonly profile: BodyOf<(typeof ROUTES)["setDriver"]>;
  readonly home: Position;
}

/** A shipper and what he sends. */
export interface Shipper extends Account {
  readonly role: "shipper";
  readonly manner: Manner;
  /** Whether the first load of the day is his, which somebody takes at once. */
  readonly isFirst: boolean;
}

/** Everybody of the demonstration, in the order in which they come in. */
export interface Cast {
  readonly people: readonly (Driver | Shipper)[];
  readonly support: Account;
}
