import { assert, Bug } from "@msafara/kernel";
import { decode, encode } from "../body.ts";
import type { QuarantineRow, TimerRow } from "../ports/batch.ts";
import type { Role } from "../role.ts";
import { type Draft, type Item, type Taken } from "./draft.ts";
import { shownTurn } from "./shown-turn.ts";
import type { Answer } from "./frames.ts";
import { type Call, canTurn, hasWork, type HeldMail, type Resident } from "./resident.ts";
import { type Agent, type Cause, takeTurn, type Turn } from "./turn.ts";
import { type Blame, clockOf, isOurs, type LaneQueue, touch, wake, type Yard } from "./yard.ts";

/** Takes turns until the batch is full, nothing is ready, or deciding has taken long enough. */
export function fillDraft(yard: Yard, lane: LaneQueue, draft: Draft): void {
  const { limits, world } = yard;
  const until = world.ticks() + limits.batchDecideMs;
  let room = limits.batchTurns;
  if (lane.blame.size > 0) pardonOld(lane, world.ticks());
  for (const resident of lane.ready) {
    lane.ready.delete(resident);
    resident.queued = false;
    if (!isOurs(yard, resident.partition)) continue;
    if (!canTurn(resident)) {
      wake(yard, resident);
      continue;
    }
    room = Math.min(room, takeNext({ yard, lane, draft }, resident));
    if (draft.turns >= room || world.ticks() > until) return;
  }
}

/** Takes one input of a resident; answers how many turns this batch may hold because of it. */
function takeNext(bench: Bench, resident: Resident): number {
  const { yard, lane, draft } = bench;
  const item = nextItem(yard, draft, resident);
  if (item === undefined) return Infinity;
  const blame = blameOf(lane, resident, item);
  if (!fits(lane, draft, blame)) {
    putBack(lane, resident, item);
    return 0;
  }
  takeOne(bench, { resident, item }, blame);
  if (hasWork(resident)) enqueue(lane, resident);
  return blame?.group ?? Infinity;
}

function pardonOld(lane: LaneQueue, now: number): void {
  for (const [key, { until }] of lane.blame) if (until < now) lane.blame.delete(key);
}

interface Bench {
  readonly yard: Yard;
  readonly lane: LaneQueue;
  readonly draft: Draft;
}

/** Blamed inputs share a batch only with each other, so that halving finds the guilty one. */
function fits(lane: LaneQueue, draft: Draft, blame: Blame | undefined): boolean {
  const first = draft.taken[0];
  if (first === undefined) return true;
  const firstBlame = blameOf(lane, first.resident, first.item);
  return (firstBlame === undefined) === (blame === undefined);
}

/** Nearly always there is no blame at all, and then no name is made up. */
function blameOf(lane: LaneQueue, resident: Resident, item: Item): Blame | undefined {
  return lane.blame.size === 0 ? undefined : lane.blame.get(itemKey(resident, item));
}

/** What an input is known by across tries, on this node. */
export function itemKey(resident: Resident, item: Item): string {
  return `${resident.address} ${itemName(item)}`;
}

/** What an input is known by among those of its agent, also after a restart. */
function itemName(item: Item): string {
  if (item.via === "mail") return `mail ${item.mail.seq ?? "new"}`;
  if (item.via === "call") return `call ${item.call.principal} ${item.call.key ?? item.call.trace}`;
  return `timer ${item.timer.name} ${item.timer.generation}`;
}

function enqueue(lane: LaneQueue, resident: Resident): void {
  resident.queued = true;
  lane.ready.add(resident);
}

/** Timers first, then mail and commands in turn. A timer that was moved or cancelled is passed over. */
function nextItem(yard: Yard, draft: Draft, resident: Resident): Item | undefined {
  for (let timer = resident.due.shift(); timer !== undefined; timer = resident.due.shift()) {
    if (stands(yard, draft, timer)) return { via: "timer", timer };
  }
  const mailFirst = resident.mailNext || resident.calls.length === 0;
  const mail = mailFirst ? resident.mail.shift() : undefined;
  resident.mailNext = mail === undefined;
  if (mail !== undefined) return { via: "mail", mail };
  const call = resident.calls.shift();
  if (call !== undefined) return { via: "call", call };
  const rest = resident.mail.shift();
  return rest === undefined ? undefined : { via: "mail", mail: rest };
}

function stands(yard: Yard, draft: Draft, timer: TimerRow): boolean {
  return yard.timers.has(timer) && !draft.overrules(timer);
}

function putBack(lane: LaneQueue, resident: Resident, item: Item): void {
  if (item.via === "mail") resident.mail.unshift(item.mail);
  else if (item.via === "call") resident.calls.unshift(item.call);
  else resident.due.unshift(item.timer);
  enqueue(lane, resident);
}

function takeOne(bench: Bench, taken: Taken, blame: Blame | undefined): void {
  const { yard, draft } = bench;
  const { resident, item } = taken;
  if (item.via === "call" && item.call.deadline < clockOf(yard)) {
    yard.callsWaiting -= 1;
    item.call.answer({ status: "unavailable", code: "deadline", retryAfterMs: 1_000 });
    return;
  }
  if (item.via === "mail" && isTooNew(yard, resident, item.mail)) {
    resident.mail.unshift(item.mail);
    yard.declined.set(resident.partition, Math.max(item.mail.release, yard.release + 1));
    yard.placementBell.ring();
    return;
  }
  touch(yard, resident);
  resident.busy = true;
  if (item.via === "mail" && item.mail.seq !== undefined) yard.taken.add(item.mail.seq);
  draft.consume(taken);
  const why = condemned(resident, item, blame);
  if (why === undefined) tryTurn(bench, taken);
  else setAside(bench, taken, { error: why, stack: "", attempt: (blame?.attempt ?? 0) + 1 });
}

/** A message of a release that this one cannot read must wait for a node that can. */
function isTooNew(yard: Yard, { role }: Resident, mail: HeldMail): boolean {
  if (mail.release <= yard.release) return false;
  return mail.release > yard.release + 1 || role?.messages.includes(mail.kind) !== true;
}

/** Why an input is set aside without another try, if it is. */
function condemned(resident: Resident, item: Item, blame: Blame | undefined): string | undefined {
  if (blame !== undefined && blame.attempt >= 2) return blame.error;
  if (resident.suspects.length > 0 && resident.suspects.includes(itemName(item))) {
    return "Its turn did not end and cost a node";
  }
  return undefined;
}

function tryTurn(bench: Bench, taken: Taken): void {
  const { yard, draft } = bench;
  const { resident, item } = taken;
  const agent = draft.agentOf(resident);
  assert(agent !== undefined, "a resident takes a turn only when it is loaded");
  const { role } = resident;
  const tried = twice(() => turnOf(yard, { role, resident, agent, item }));
  if ("error" in tried) return setAside(bench, taken, { ...tried, attempt: 2 });

  const { turn, ms } = tried.value;
  if (item.via === "call" && item.call.dryRun) {
    draft.answers.push({ call: item.call, answer: shownTurn(turn) });
    return;
  }
  keep(bench, taken, { agent, turn });
  const { from, to } = { from: role?.phase(agent.state) ?? "", to: turn.phase };
  yard.observe.turn?.({ role: role?.name ?? "", kind: kindOf(item), ms, from, to });
}

function keep(
  bench: Bench,
  { resident, item }: Taken,
  { agent, turn }: { readonly agent: Agent; readonly turn: Turn },
): void {
  const { lane, draft } = bench;
  const sent = draft.add(resident, agent, turn);
  if (item.via === "call") draft.answers.push({ call: item.call, answer: answerOf(turn) });
  // While a poisonous input is looked for, every message is a row, so that each input stands alone.
  if (lane.blame.size === 0) deliverWithin(bench, sent);
}

function answerOf(turn: Turn): Answer {
  if (turn.refusal !== undefined) return { status: "refused", refusal: turn.refusal };
  return { status: "done", reply: turn.reply, version: turn.agent.version };
}

/** A pure turn throws the same way each time; the second try tells luck of the machine from a fault. */
function twice<Value>(turn: () => Value): { value: Value } | { error: string; stack: string } {
  try {
    return { value: turn() };
  } catch {
    try {
      return { value: turn() };
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? "") : "";
      return { error: error instanceof Error ? error.message : String(error), stack };
    }
  }
}

interface TurnInput {
  readonly role: Role | undefined;
  readonly resident: Resident;
  readonly agent: Agent;
  readonly item: Item;
}

function turnOf(
  yard: Yard,
  { role, resident, agent, item }: TurnInput,
): { turn: Turn; ms: number } {
  if (role === undefined) throw new Bug(`No role plays "${resident.address}"`);
  const { world, limits } = yard;
  const cause = causeOf(yard, item);
  if (!role.messages.includes(cause.message.type)) {
    throw new Bug(`Role "${role.name}" does not know the message "${cause.message.type}"`);
  }
  const given = {
    self: resident.address,
    sender: cause.sender,
    now: Math.max(clockOf(yard), agent.turnedAt),
    mint: world.mint,
    dice: world.dice,
    release: yard.writeRelease,
    settings: yard.settings[role.name] ?? {},
  };
  const began = world.ticks();
  yard.watch.begin(resident.address, itemName(item));
  try {
    const turn = takeTurn({ role, agent, cause, given, limits });
    return { turn, ms: world.ticks() - began };
  } finally {
    yard.watch.end();
  }
}

function causeOf(yard: Yard, item: Item): Cause {
  if (item.via === "mail") {
    const { body, sender, depth, trace } = item.mail;
    return { message: decode(body), sender, depth, trace };
  }
  if (item.via === "timer") {
    const { name, body } = item.timer;
    return {
      message: decode(body),
      sender: `timer:${name}`,
      depth: 0,
      trace: yard.world.mint("trc"),
    };
  }
  const { command, principal, trace } = item.call;
  return { message: command, sender: `principal:${principal}`, depth: 0, trace };
}

function kindOf(item: Item): string {
  if (item.via === "mail") return item.mail.kind;
  return item.via === "call" ? item.call.command.type : item.timer.name;
}

/** Mail to somebody who can run in this very batch needs no row; the rest waits for the commit. */
function deliverWithin({ yard, lane, draft }: Bench, sent: readonly HeldMail[]): void {
  for (const mail of sent) {
    const receiver = yard.residents.get(mail.receiver);
    if (receiver === undefined || receiver.lane !== lane.index || !canTurn(receiver)) continue;
    if (receiver.knows !== "complete" || !isOurs(yard, receiver.partition)) continue;
    if (receiver.mail.length >= yard.limits.mailWindow) {
      receiver.knows = "windowed";
      continue;
    }
    receiver.mail.push(mail);
    receiver.busy = true;
    draft.party.add(receiver);
    if (!receiver.queued) enqueue(lane, receiver);
  }
}

/** Into quarantine, in the same commit that uses the message up; the agent goes on. */
function setAside(
  { yard, draft }: Bench,
  { resident, item }: Taken,
  {
    error,
    stack,
    attempt,
  }: { readonly error: string; readonly stack: string; readonly attempt: number },
): void {
  const kind = kindOf(item);
  draft.quarantine({
    id: yard.world.mint("qrn"),
    address: resident.address,
    kind,
    error,
    stack,
    attempt,
    at: clockOf(yard),
    ...origin(item),
  });
  if (item.via === "call") {
    draft.answers.push({ call: item.call, answer: turnFailed });
  }
  yard.observe.quarantined?.({ address: resident.address, kind, error });
}

const turnFailed: Answer = { status: "unavailable", code: "turn-failed", retryAfterMs: 60_000 };

function origin(item: Item): Pick<QuarantineRow, "seq" | "sender" | "body" | "trace"> {
  if (item.via === "mail") {
    const { seq, sender, body, trace } = item.mail;
    return { ...(seq === undefined ? {} : { seq }), sender, body, trace };
  }
  if (item.via === "timer") {
    return { sender: `timer:${item.timer.name}`, body: item.timer.body, trace: "" };
  }
  return {
    sender: `principal:${item.call.principal}`,
    body: safeBody(item.call),
    trace: item.call.trace,
  };
}

/** A command may be what cannot be encoded; then only its type is kept. */
function safeBody({ command }: Call): Uint8Array {
  try {
    return encode(command);
  } catch {
    return encode({ type: "unreadable" });
  }
}
