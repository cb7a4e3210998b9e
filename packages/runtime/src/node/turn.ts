import { assert, isRefusal, type Refusal } from "@msafara/kernel";
import { type Address, roleOf } from "../address.ts";
import { assertStorable, type Body, encode, type Json } from "../body.ts";
import type { Limits } from "../limits.ts";
import type { EventRow, LiveRow, NewEffect, NewMail, TimerRow, ViewWrite } from "../ports/batch.ts";
import type { Consequence, Given, Role } from "../role.ts";

/** An agent as it lies in memory between two turns. */
export interface Agent {
  readonly state: unknown;
  /** 0 until its first event. */
  readonly version: number;
  readonly turnedAt: number;
  /** The last live `seq` per audience. */
  readonly heads: Readonly<Record<string, number>>;
}

/** What a turn is about, whichever door it came through. */
export interface Cause {
  readonly message: Body;
  readonly sender: string;
  readonly depth: number;
  readonly trace: string;
}

/** What one turn wants written, all of it or nothing. */
export interface Turn {
  readonly agent: Agent;
  readonly schema: number;
  readonly phase: string;
  /** Canonical bytes of the new state; absent when the turn changed nothing. */
  readonly state?: Uint8Array;
  readonly events: readonly EventRow[];
  readonly mail: readonly NewMail[];
  readonly timers: readonly (
    | TimerRow
    | { readonly address: Address; readonly cancelled: string }
  )[];
  readonly effects: readonly NewEffect[];
  readonly views: readonly ViewWrite[];
  readonly live: readonly LiveRow[];
  readonly refusal?: Refusal;
  readonly reply: Readonly<Record<string, Json>>;
}

export interface TurnWish {
  readonly role: Role;
  readonly agent: Agent;
  readonly cause: Cause;
  readonly given: Given;
  readonly limits: Limits;
}

/**
 * Decides and projects one message. Pure but for the luck it was given; whatever it throws is the
 * message's or the role's own fault, and nothing of it is kept.
 */
export function takeTurn({ role, agent, cause, given, limits }: TurnWish): Turn {
  const decided = role.decide(agent.state, cause.message, given);
  if (isRefusal(decided)) return { ...nothingChanged(role, agent), refusal: decided };
  if (decided.length === 0) return nothingChanged(role, agent);

  const draft = new TurnDraft({ role, agent, cause, given, limits });
  for (const event of decided) draft.take(event);
  return draft.close();
}

function nothingChanged(role: Role, agent: Agent): Turn {
  const { schema } = role;
  const none: readonly never[] = [];
  return {
    agent,
    schema,
    phase: role.phase(agent.state),
    reply: {},
    events: none,
    mail: none,
    timers: none,
    effects: none,
    views: none,
    live: none,
  };
}

/** One turn in the making. A class because it gathers, and dies with the turn. */
class TurnDraft {
  readonly #wish: TurnWish;
  readonly #version: number;
  readonly #schema: number;
  #state: unknown;
  #heads: Readonly<Record<string, number>>;
  #reply: Readonly<Record<string, Json>> = {};
  readonly #events: EventRow[] = [];
  readonly #mail: NewMail[] = [];
  readonly #timers: Turn["timers"][number][] = [];
  readonly #effects: NewEffect[] = [];
  readonly #views: ViewWrite[] = [];
  readonly #live: LiveRow[] = [];
  #told: { readonly body: unknown; readonly bytes: Uint8Array } | undefined;

  constructor(wish: TurnWish) {
    this.#wish = wish;
    this.#version = wish.agent.version + 1;
    this.#schema = wish.role.writes?.(wish.given.release) ?? wish.role.schema;
    this.#state = wish.agent.state;
    this.#heads = wish.agent.heads;
  }

  take(event: Body): void {
    const { role, cause, given, limits } = this.#wish;
    this.#state = role.evolve(this.#state, event);
    const written = this.#older ? this.#downcast.event(this.#schema, event) : event;
    this.#events.push({
      address: given.self,
      version: this.#version,
      n: this.#events.length,
      kind: event.type,
      schema: this.#schema,
      body: bounded(encode(written), limits.bodyBytes, `event "${event.type}"`),
      at: given.now,
    });
    const around = { state: this.#state, message: cause.message, given };
    for (const consequence of role.follow(event, around)) this.#carry(consequence);
  }

  close(): Turn {
    const { role, given, limits } = this.#wish;
    assert(
      this.#mail.length <= limits.sendsPerTurn,
      `a turn sends at most ${limits.sendsPerTurn} messages and continues by one to itself`,
    );
    const written = this.#older ? this.#downcast.state(this.#schema, this.#state) : this.#state;
    return {
      agent: {
        state: this.#state,
        version: this.#version,
        turnedAt: given.now,
        heads: this.#heads,
      },
      schema: this.#schema,
      phase: role.phase(this.#state),
      state: bounded(encode(written), limits.stateBytes, "state"),
      events: this.#events,
      mail: this.#mail,
      timers: this.#timers,
      effects: this.#effects,
      views: this.#views,
      live: this.#live,
      reply: this.#reply,
    };
  }

  get #older(): boolean {
    return this.#schema < this.#wish.role.schema;
  }

  get #downcast(): {
    event: (to: number, it: Body) => Body;
    state: (to: number, it: unknown) => unknown;
  } {
    const { downcast } = this.#wish.role;
    return { event: downcast?.event ?? ((_, it) => it), state: downcast?.state ?? ((_, it) => it) };
  }

  #carry(consequence: Consequence): void {
    if ("send" in consequence) return this.#send(consequence.send, consequence.to);
    if ("timer" in consequence) return this.#set(consequence);
    if ("effect" in consequence) return this.#order(consequence);
    if ("view" in consequence) return this.#show(consequence);
    if ("live" in consequence) return this.#tell(consequence);
    if ("reply" in consequence) {
      assertStorable(consequence.reply);
      this.#reply = consequence.reply;
      return;
    }
    this.#timers.push({ address: this.#wish.given.self, cancelled: consequence.cancel });
  }

  #send(message: Body, to: Address): void {
    const { cause, given, limits } = this.#wish;
    assert(roleOf(to).length > 0, `a message goes to a "role/id", not to "${to}"`);
    const depth = cause.depth + 1;
    assert(depth <= limits.causalDepth, `a chain of ${limits.causalDepth} messages never ends`);
    this.#mail.push({
      receiver: to,
      sender: given.self,
      kind: message.type,
      body: bounded(encode(message), limits.bodyBytes, `message "${message.type}"`),
      release: given.release,
      depth,
      trace: cause.trace,
    });
  }

  #set({ timer: name, due, message }: Extract<Consequence, { timer: string }>): void {
    const { given, limits } = this.#wish;
    assert(Number.isSafeInteger(due), `timer "${name}" is due at a whole millisecond`);
    // A copy: it may be held for a minute, and would keep the slab alive that it was written into.
    const body = bounded(encode(message), limits.bodyBytes, `timer "${name}"`).slice();
    this.#timers.push({ address: given.self, name, due, generation: this.#version, body });
  }

  #order({ effect: kind, lane, body }: Extract<Consequence, { effect: string }>): void {
    const { cause, given, limits } = this.#wish;
    this.#effects.push({
      id: given.mint("eff"),
      address: given.self,
      lane,
      kind,
      body: bounded(encode(body), limits.bodyBytes, `effect "${kind}"`),
      trace: cause.trace,
    });
  }

  #show({ view, key, row }: Extract<Consequence, { view: string }>): void {
    const { given } = this.#wish;
    if (row !== null) assertStorable(row);
    this.#views.push({ view, key, address: given.self, version: this.#version, row });
  }

  #tell({ live: name, audience, body }: Extract<Consequence, { live: string }>): void {
    const { given, limits } = this.#wish;
    const seq = (this.#heads[audience] ?? 0) + 1;
    this.#heads = { ...this.#heads, [audience]: seq };
    // Several audiences are told the same, which is written once.
    if (this.#told?.body !== body) {
      this.#told = { body, bytes: bounded(encode(body), limits.bodyBytes, `live event "${name}"`) };
    }
    const { bytes } = this.#told;
    this.#live.push({ topic: given.self, audience, seq, name, body: bytes, at: given.now });
  }
}

function bounded(bytes: Uint8Array, bytesMax: number, what: string): Uint8Array {
  assert(
    bytes.length <= bytesMax,
    `a ${what} of ${bytes.length} bytes is over the ${bytesMax} allowed`,
  );
  return bytes;
}
