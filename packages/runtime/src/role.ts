import type { Id, Instant, Refusal } from "@msafara/kernel";
import type { Address } from "./address.ts";
import type { Body, Json } from "./body.ts";

/** What a turn is handed besides state and message. All of it is recorded by what the turn writes. */
export interface Given {
  readonly self: Address;
  /** An address, or `principal:…` for a command, `timer:<name>`, `effect:<id>`. */
  readonly sender: string;
  /** The database's time, which never runs backwards for one agent. */
  readonly now: Instant;
  readonly mint: <Kind extends string>(kind: Kind) => Id<Kind>;
  readonly dice: (purpose: string) => number;
  /** The write version of the cluster: what the oldest live node can still read. */
  readonly release: number;
  /** Live configuration of this role, as the operator last set it. */
  readonly settings: Readonly<Record<string, Json>>;
}

/** What follows from an event. All of it is data, carried out by the commit that stores the event. */
export type Consequence =
  | { readonly send: Body; readonly to: Address }
  /** Setting a timer that is already set moves it. It comes back as this message. */
  | { readonly timer: string; readonly due: Instant; readonly message: Body }
  | { readonly cancel: string }
  /** Comes back as `<kind>.done` or `<kind>.failed`, in order per lane. */
  | {
      readonly effect: string;
      readonly lane: string;
      readonly body: Body | Readonly<Record<string, Json>>;
    }
  | { readonly reply: Readonly<Record<string, Json>> }
  /** A row that this agent alone writes; `null` removes it. */
  | {
      readonly view: string;
      readonly key: string;
      readonly row: Readonly<Record<string, Json>> | null;
    }
  /** A live event on this agent's own topic, for one audience. */
  | {
      readonly live: string;
      readonly audience: string;
      readonly body: Readonly<Record<string, Json>>;
    };

/** What `follow` sees of the turn around the event. */
export interface Around<State, Message> {
  readonly state: State;
  readonly message: Message;
  readonly given: Given;
}

/**
 * How one kind of agent decides. Pure: it asks no questions and waits for nothing, so the
 * same messages in the same world give the same state (G9).
 */
export interface Role<State = any, Message extends Body = any, Event extends Body = any> {
  readonly name: string;
  /** Every type of message this role knows. One it does not know belongs to a newer release. */
  readonly messages: readonly Message["type"][];
  /** Schema version of states and events that this code writes. */
  readonly schema: number;
  readonly initial: (self: Address) => State;
  readonly decide: (state: State, message: Message, given: Given) => readonly Event[] | Refusal;
  readonly evolve: (state: State, event: Event) => State;
  /** `state` is the state after the event. */
  readonly follow: (event: Event, around: Around<State, Message>) => readonly Consequence[];
  /** The name of the state as operators and metrics see it. */
  readonly phase: (state: State) => string;
  /** Reads what an older schema wrote, and, if it can, what the next one writes. */
  readonly upcast?: Recast<State, Event>;
  /** Which schema to write under a write release of the cluster; without it, always the newest. */
  readonly writes?: (release: number) => number;
  /** Writes what an older schema reads, while old nodes live. */
  readonly downcast?: Recast<State, Event>;
}

/** Turns a stored state or event of one schema into another; the number is the other schema: the one it has, or shall have. */
export interface Recast<State = any, Event = any> {
  readonly state?: (schema: number, state: any) => State;
  readonly event?: (schema: number, event: any) => Event;
}
