import type { Instant } from "@msafara/kernel";

/** Plain JSON by name. What may stand in it is checked where it is encoded. */
export interface Fields {
  readonly [field: string]: any;
}

/** A message to an agent, or what an effect or a timer brings back. */
export interface Said extends Fields {
  readonly type: string;
}

/** Where an agent is reached: `driver/drv_01JX…`. */
export type AgentAddress = `${string}/${string}`;

/**
 * What follows from an event, as the engine carries it out with the commit. It has the very shape of the
 * engine's own type, which rules cannot see; the roles that hand it over hold the two together.
 */
export type Consequence =
  | { readonly send: Said; readonly to: AgentAddress }
  /** Setting a timer that is already set moves it. */
  | { readonly timer: string; readonly due: Instant; readonly message: Said }
  | { readonly cancel: string }
  /** Comes back as `<effect>.done` or `<effect>.failed`, in order per lane. */
  | { readonly effect: string; readonly lane: string; readonly body: Fields }
  | { readonly reply: Fields }
  /** A row that this agent alone writes; `null` removes it. */
  | { readonly view: string; readonly key: string; readonly row: Fields | null }
  /** A live event on this agent's own topic, for one audience. */
  | { readonly live: string; readonly audience: string; readonly body: Fields };
