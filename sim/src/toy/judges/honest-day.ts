import { assert, isRefusal, type Refusal } from "@msafara/kernel";
import {
  type Address,
  addressOf,
  type Body,
  type Consequence,
  encode,
  type EventRow,
  type Given,
  type LiveRow,
  type NewEffect,
  type Role,
  roleOf,
  type StoredAgent,
  type TimerRow,
} from "@msafara/runtime";
import type { BankCall, BankEntry } from "../bank.ts";
import { type ToyCommand, toyRoles } from "../toy-roles.ts";
import type { ViewRow } from "../../judges/scene.ts";
import { type Asked, type Evidence, gatherEvidence } from "./evidence.ts";

interface Resident {
  readonly role: Role;
  readonly heads: Record<string, number>;
  state: unknown;
  version: number;
}

interface Letter {
  readonly to: Address;
  readonly from: string;
  readonly message: Body;
}

/** An engine of forty lines that never fails: what a day looks like when nothing goes wrong. */
class HonestDay {
  readonly #agents = new Map<Address, Resident>();
  readonly #letters: Letter[] = [];
  readonly #timers = new Map<string, TimerRow>();
  readonly #effects: NewEffect[] = [];
  readonly #events: EventRow[] = [];
  readonly #views = new Map<string, ViewRow>();
  readonly #live: LiveRow[] = [];
  readonly #asked: Asked[] = [];
  readonly #bank: { readonly book: BankEntry[]; readonly calls: BankCall[] } = {
    book: [],
    calls: [],
  };
  #now = 1_000;

  ask(address: Address, command: ToyCommand): void {
    const { refusal, reply } = this.#turn({ to: address, from: "principal:ada", message: command });
    const { version } = this.#resident(address);
    const answer =
      refusal === undefined
        ? ({ status: "done", reply, version } as const)
        : ({ status: "refused", refusal } as const);
    this.#asked.push({ address, command, principal: "ada", key: command.order, answer });
    this.#work();
  }

  passTime(ms: number): void {
    this.#now += ms;
    for (const [key, timer] of this.#timers) {
      if (timer.due > this.#now || !this.#timers.delete(key)) continue;
      const message = JSON.parse(Buffer.from(timer.body).toString());
      this.#turn({ to: timer.address, from: `timer:${timer.name}`, message });
    }
    this.#work();
  }

  evidence(): Evidence {
    const agents = [...this.#agents].map(
      ([address, { role, state, version, heads }]): StoredAgent => {
        const phase = role.phase(state);
        const bytes = { state: encode(state), heads: encode(heads) };
        return { address, version, schema: role.schema, phase, turnedAt: this.#now, ...bytes };
      },
    );
    const rest = { mail: [], effects: [], quarantine: [], timers: [...this.#timers.values()] };
    const inventory = {
      now: this.#now,
      agents,
      events: this.#events,
      views: [...this.#views.values()],
      live: this.#live,
      ...rest,
    };
    return gatherEvidence({ inventory, roles: toyRoles, asked: this.#asked, bank: this.#bank });
  }

  #work(): void {
    for (let letter = this.#letters.shift(); letter !== undefined; letter = this.#letters.shift())
      this.#turn(letter);
    for (const { id, kind, address } of this.#effects.splice(0)) {
      this.#bank.calls.push({ id, attempt: 1, what: "perform" });
      this.#bank.book.push({ id, kind, payment: address, amount: 0, verdict: "acted" });
      this.#turn({
        to: address,
        from: `effect:${id}`,
        message: { type: `${kind}.done`, effectId: id, result: {} },
      });
    }
  }

  #turn({ to, from, message }: Letter): {
    readonly refusal?: Refusal;
    readonly reply: Record<string, never>;
  } {
    const agent = this.#resident(to);
    const given: Given = {
      self: to,
      sender: from,
      now: this.#now,
      release: 2,
      settings: {},
      dice: () => 0,
      mint: (kind) => `${kind}_${this.#events.length}`,
    };
    const decided = agent.role.decide(agent.state, message, given);
    if (isRefusal(decided)) return { refusal: decided, reply: {} };
    agent.version += 1;
    const reply = {};
    for (const [n, event] of decided.entries()) {
      agent.state = agent.role.evolve(agent.state, event);
      const place = { address: to, version: agent.version, n, at: this.#now };
      this.#events.push({
        ...place,
        kind: event.type,
        schema: agent.role.schema,
        body: encode(event),
      });
      for (const one of agent.role.follow(event, { state: agent.state, message, given })) {
        if ("reply" in one) Object.assign(reply, one.reply);
        else this.#carry(agent, to, one);
      }
    }
    return { reply };
  }

  #carry({ heads, version }: Resident, self: Address, one: Consequence): void {
    if ("send" in one) this.#letters.push({ to: one.to, from: self, message: one.send });
    if ("view" in one && one.row !== null)
      this.#views.set(`${one.view} ${one.key}`, { ...one, address: self, row: one.row });
    if ("cancel" in one) this.#timers.delete(`${self} ${one.cancel}`);
    if ("timer" in one) {
      const row = {
        address: self,
        name: one.timer,
        due: one.due,
        generation: version,
        body: encode(one.message),
      };
      this.#timers.set(`${self} ${one.timer}`, row);
    }
    if ("effect" in one) {
      const id = `eff_${this.#events.length}`;
      this.#effects.push({
        id,
        address: self,
        lane: one.lane,
        kind: one.effect,
        body: encode(one.body),
        trace: "",
      });
    }
    if ("live" in one) {
      const seq = (heads[one.audience] = (heads[one.audience] ?? 0) + 1);
      const row = {
        topic: self,
        audience: one.audience,
        seq,
        name: one.live,
        body: encode(one.body),
        at: this.#now,
      };
      this.#live.push(row);
    }
  }

  #resident(address: Address): Resident {
    const role = toyRoles.find(({ name }) => name === roleOf(address));
    assert(role !== undefined, "the toy has all roles that a spec may name");
    const resident = this.#agents.get(address) ?? {
      role,
      state: role.initial(address),
      version: 0,
      heads: {},
    };
    this.#agents.set(address, resident);
    return resident;
  }
}

/** A small good day of which every judge approves; each spec spoils one thing. */
export function honestDay(): Evidence {
  const day = new HonestDay();
  const [ada, ben] = [addressOf("account", "ada"), addressOf("account", "ben")];
  const [offer, payment] = [addressOf("offer", "one"), addressOf("payment", "one")];
  let orders = 0;
  const order = () => ({ order: `order-${(orders += 1)}` });
  day.ask(ada, { type: "open", amount: 1_000, currency: "KES", ...order() });
  day.ask(ben, { type: "open", amount: 500, currency: "KES", ...order() });
  day.ask(ada, { type: "transfer", to: ben, amount: 300, ...order() });
  day.ask(ada, { type: "transfer", to: ben, amount: 25, parts: 2, ...order() });
  day.ask(ada, { type: "transfer", to: ben, amount: 5_000, ...order() });
  day.ask(ada, { type: "transfer", to: addressOf("account", "nobody"), amount: 10, ...order() });
  day.ask(ben, { type: "bounce", left: 3, path: [ada, ben], ...order() });
  day.ask(ben, { type: "fan-out", to: 5, prefix: "reader-", chunk: 2, ...order() });
  day.ask(offer, { type: "post", expiresInMs: 1_000, price: 7, ...order() });
  day.ask(offer, { type: "post", expiresInMs: 5_000, price: 8, ...order() });
  day.ask(payment, { type: "hold", amount: 20, ...order() });
  day.ask(payment, { type: "void", ...order() });
  day.passTime(10_000);
  day.ask(offer, { type: "post", expiresInMs: 1_000, price: 9, ...order() });
  day.ask(offer, { type: "take", by: "ben", ...order() });
  return day.evidence();
}
