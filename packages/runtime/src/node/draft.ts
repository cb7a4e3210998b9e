import type { Address } from "../address.ts";
import type { AgentWrite, Batch, QuarantineRow, TimerRow, ViewWrite } from "../ports/batch.ts";
import { encode } from "../body.ts";
import type { Call, HeldMail, Resident } from "./resident.ts";
import type { Agent, Turn } from "./turn.ts";
import { type Answer, encodeAnswer, isKept } from "./frames.ts";

/** One thing that was taken from an agent's doors. */
export type Item =
  | { readonly via: "mail"; readonly mail: HeldMail }
  | { readonly via: "call"; readonly call: Call }
  | { readonly via: "timer"; readonly timer: TimerRow };

/** An input of the batch with what it came to. */
export interface Taken {
  readonly resident: Resident;
  readonly item: Item;
}

interface AgentDraft {
  readonly resident: Resident;
  readonly before: Agent;
  after: Agent;
  turn: Turn | undefined;
}

/** A batch in the making: many turns of many agents that will be one commit. */
export class Draft {
  readonly taken: Taken[] = [];
  /** Everybody who has a part, also those who were only written to. */
  readonly party = new Set<Resident>();
  readonly answers: { readonly call: Call; readonly answer: Answer }[] = [];
  /** Commands that had their answer although the batch failed. */
  readonly told = new Set<Call>();
  readonly #agents = new Map<Address, AgentDraft>();
  readonly #timers = new Map<
    string,
    TimerRow | { readonly address: Address; readonly cancelled: string }
  >();
  readonly #views = new Map<string, ViewWrite>();
  readonly #mail: HeldMail[] = [];
  readonly #elided = new Set<HeldMail>();
  readonly #rest = {
    events: [] as Batch["events"][number][],
    effects: [] as Batch["effects"][number][],
    live: [] as Batch["live"][number][],
    consumed: [] as Batch["consumed"][number][],
    fired: [] as Batch["fired"][number][],
    quarantined: [] as QuarantineRow[],
  };

  get turns(): number {
    return this.taken.length;
  }

  /** Mail that leaves with this batch, in the order sent. */
  get mail(): readonly HeldMail[] {
    return this.#mail.filter((mail) => !this.#elided.has(mail));
  }

  get live(): Batch["live"] {
    return this.#rest.live;
  }

  get effects(): Batch["effects"] {
    return this.#rest.effects;
  }

  /** Timers as they will stand after the commit, by agent and name. */
  get timers(): Iterable<TimerRow | { readonly address: Address; readonly cancelled: string }> {
    return this.#timers.values();
  }

  get setsTimers(): boolean {
    return this.#timers.size > 0;
  }

  get fired(): Batch["fired"] {
    return this.#rest.fired;
  }

  get agents(): Iterable<{ readonly resident: Resident; readonly after: Agent }> {
    return this.#agents.values();
  }

  /** The agent as the turns so far leave it. */
  agentOf(resident: Resident): Agent | undefined {
    return this.#agents.get(resident.address)?.after ?? resident.agent;
  }

  /** Whether this very setting of a timer still stands, seen from inside the batch. */
  overrules(timer: TimerRow): boolean {
    return this.#timers.has(timerKey(timer.address, timer.name));
  }

  /** Notes that an input is used up, whatever came of it. */
  consume(taken: Taken): void {
    const { resident, item } = taken;
    this.taken.push(taken);
    this.party.add(resident);
    if (item.via === "timer") {
      const { address, name, generation } = item.timer;
      this.#rest.fired.push({ address, name, generation });
    } else if (item.via === "mail") {
      if (item.mail.seq === undefined) this.#elided.add(item.mail);
      else this.#rest.consumed.push({ receiver: resident.address, seq: item.mail.seq });
    }
  }

  /** Takes in what a turn wants written; answers the mail it sends, still without numbers. */
  add(resident: Resident, before: Agent, turn: Turn): readonly HeldMail[] {
    const draft = this.#agents.get(resident.address);
    if (draft === undefined) {
      this.#agents.set(resident.address, { resident, before, after: turn.agent, turn });
    } else {
      draft.after = turn.agent;
      if (turn.state !== undefined) draft.turn = turn;
    }
    this.#rest.events.push(...turn.events);
    this.#rest.effects.push(...turn.effects);
    this.#rest.live.push(...turn.live);
    for (const view of turn.views) this.#views.set(`${view.view}\n${view.key}`, view);
    for (const timer of turn.timers) {
      this.#timers.set(
        timerKey(timer.address, "name" in timer ? timer.name : timer.cancelled),
        timer,
      );
    }
    const sent: readonly HeldMail[] = turn.mail.map((mail) => ({ ...mail }));
    this.#mail.push(...sent);
    return sent;
  }

  quarantine(row: QuarantineRow): void {
    this.#rest.quarantined.push(row);
  }

  /** The batch as the journal takes it. */
  close(): Batch {
    const timers = [...this.#timers.values()];
    return {
      ...this.#rest,
      agents: [...this.#agents.values()].filter(exists).map(agentWrite),
      answers: this.answers.flatMap(({ call, answer }) => {
        const { principal, key, bodyHash, address } = call;
        return isKept(answer) && key !== undefined
          ? [{ principal, key, bodyHash, address, answer: encodeAnswer(answer) }]
          : [];
      }),
      mail: this.mail,
      timers: timers.filter((timer) => "name" in timer),
      cancelled: timers.flatMap((timer) =>
        "name" in timer ? [] : [{ address: timer.address, name: timer.cancelled }],
      ),
      views: [...this.#views.values()],
    };
  }
}

function timerKey(address: Address, name: string): string {
  return `${address}\n${name}`;
}

/** Somebody of whom nothing was ever written has no version to check. */
function exists({ after }: AgentDraft): boolean {
  return after.version > 0;
}

const NOTHING = new Uint8Array();

function agentWrite({ resident, before, after, turn }: AgentDraft): AgentWrite {
  return {
    address: resident.address,
    expected: before.version,
    version: after.version,
    schema: turn?.schema ?? 0,
    phase: turn?.phase ?? "",
    turnedAt: after.turnedAt,
    state: turn?.state ?? NOTHING,
    heads: turn?.state === undefined ? NOTHING : encode(after.heads),
  };
}
