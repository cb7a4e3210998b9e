import { CLOSE_CODES, type Fix, type ProblemCode, type ProblemFacts } from "@msafara/contracts";
import { mayAct } from "@msafara/domain";
import type { Instant } from "@msafara/kernel";
import type { Deed } from "./deed.ts";
import type { Happening } from "./happening.ts";
import type { Pass } from "./pass.ts";
import type { Asked } from "./read-frame.ts";
import type { SocketLimits } from "./socket-limits.ts";
import type { ToldFrame } from "./told-frame.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const POLICY = 1008;
const GOING_AWAY = 1001;

/** How many of something since when, by ticks. */
interface Count {
  readonly since: number;
  readonly count: number;
}

/** One topic on one socket. A new ticket makes whatever still comes for an old one void. */
interface Followed {
  readonly ticket: number;
  readonly checkedAt: number;
}

/** Everything that is known of one socket. */
export interface Session {
  readonly phase: "unknown" | "known" | "closed";
  readonly openedAt: number;
  readonly heardAt: number;
  readonly pingedAt: number;
  readonly pass?: Pass;
  readonly device?: string;
  readonly frames: Count;
  readonly mistakes: Count;
  readonly topics: ReadonlyMap<string, Followed>;
  readonly tickets: number;
  /** A number that is durable and not yet told. */
  readonly owed?: number;
}

/** The next state, and what follows from it. */
export type Step = readonly [Session, readonly Deed[]];

/** Now, by both clocks: tokens end by the wall, all else is measured. */
export interface Moment {
  readonly now: Instant;
  readonly ticks: number;
  readonly limits: SocketLimits;
}

/** A socket that has just been opened. */
export function openSession({ ticks }: Moment): Session {
  const none: Count = { since: ticks, count: 0 };
  return {
    phase: "unknown",
    openedAt: ticks,
    heardAt: ticks,
    pingedAt: ticks,
    frames: none,
    mistakes: none,
    topics: new Map(),
    tickets: 0,
  };
}

/** Decides what follows when something happens to a socket. Whatever comes after its end is void. */
export function stepSession(session: Session, happening: Happening, moment: Moment): Step {
  if (session.phase === "closed") return [session, []];
  switch (happening.type) {
    case "arrived":
      return arrive(session, moment);
    case "unreadable":
      return mistake(session, { code: "frame-malformed", facts: { why: happening.why } }, moment);
    case "asked":
      return answer(session, happening.frame, moment);
    case "fixes":
      return takeFixes(session, happening.fixes, moment);
    case "taken":
      return [{ ...session, owed: Math.max(session.owed ?? 0, happening.lastSeq) }, []];
    case "untaken":
      return [session, [objection("try-again", { retryAfter: 1 })]];
    case "shown":
      return show(session, happening, moment);
    case "followed":
    case "refused":
    case "live":
      return hearOfTopic(session, happening, moment);
    case "revoked":
      return end(session, CLOSE_CODES.signedOut, objection("token-invalid"));
    case "crowded": {
      const facts = { limit: moment.limits.socketsAPerson, retryAfter: 60 };
      return end(session, POLICY, objection("too-many-sockets", facts));
    }
    case "slow":
      return end(session, CLOSE_CODES.tooSlow, objection("too-slow", { retryAfter: 1 }));
    case "drained":
      return end(session, GOING_AWAY);
    case "tick":
      return tick(session, moment);
  }
}

function arrive(session: Session, moment: Moment): Step {
  const { ticks, limits } = moment;
  const frames = countOn(session.frames, SECOND_MS, ticks);
  const heard: Session = { ...session, frames, heardAt: ticks };
  if (frames.count <= limits.framesASecond) return [heard, [{ do: "read" }]];
  const facts = { limit: limits.framesASecond, retryAfter: 1 };
  return mistake(heard, { code: "too-many-frames", facts }, moment);
}

function answer(session: Session, frame: Asked, moment: Moment): Step {
  switch (frame.type) {
    case "auth": {
      const { token, device } = frame;
      return [session, [{ do: "verify", token, ...(device !== undefined && { device }) }]];
    }
    case "ping":
      return [session, [{ do: "tell", frame: { type: "pong" } }]];
    case "pong":
      return [session, []];
    case "subscribe":
      return subscribe(session, frame, moment);
    case "unsubscribe":
      return leave(session, frame.topic);
  }
}

function subscribe(
  session: Session,
  { topic, after }: { readonly topic: string; readonly after?: number | undefined },
  moment: Moment,
): Step {
  if (session.phase !== "known") return mistake(session, { code: "token-missing", topic }, moment);
  const { topicsMax } = moment.limits;
  const before = session.topics.get(topic);
  if (before === undefined && session.topics.size >= topicsMax) {
    const facts = { limit: topicsMax, retryAfter: 60 };
    return mistake(session, { code: "too-many-topics", facts, topic }, moment);
  }
  const ticket = session.tickets + 1;
  const topics = new Map(session.topics).set(topic, { ticket, checkedAt: moment.ticks });
  const follow: Deed = { do: "follow", topic, ticket, ...(after !== undefined && { after }) };
  const left: readonly Deed[] =
    before === undefined ? [] : [{ do: "leave", topic, ticket: before.ticket }];
  return [{ ...session, topics, tickets: ticket }, [...left, follow]];
}

function leave(session: Session, topic: string): Step {
  const followed = session.topics.get(topic);
  if (followed === undefined) return [session, []];
  const topics = new Map(session.topics);
  topics.delete(topic);
  return [{ ...session, topics }, [{ do: "leave", topic, ticket: followed.ticket }]];
}

function takeFixes(session: Session, fixes: readonly Fix[], moment: Moment): Step {
  const { pass, device } = session;
  if (pass === undefined) return mistake(session, { code: "token-missing" }, moment);
  if (device === undefined) {
    return mistake(session, { code: "frame-malformed", facts: { why: "device" } }, moment);
  }
  const { visitor } = pass;
  const { actor } = visitor;
  const own = actor.agentId === undefined ? {} : { ownerId: actor.agentId };
  const isHis = actor.role === "driver" && actor.agentId !== undefined;
  if (!isHis || mayAct(actor, "report-position", { kind: "driver", ...own }) !== true) {
    return mistake(session, { code: "not-allowed" }, moment);
  }
  return [session, [{ do: "take", visitor, device, fixes }]];
}

function show(
  session: Session,
  { pass, device }: { readonly pass: Pass | undefined; readonly device?: string },
  moment: Moment,
): Step {
  const isOver = pass !== undefined && pass.expiresAt <= moment.now;
  if (pass === undefined || isOver) {
    const code = isOver ? "token-expired" : "token-invalid";
    // A bad token takes nothing from a good one that is still running.
    if (session.phase === "known") return mistake(session, { code }, moment);
    return end(session, CLOSE_CODES.signedOut, objection(code));
  }
  const before = session.pass?.visitor.principal ?? pass.visitor.principal;
  if (before !== pass.visitor.principal) return end(session, POLICY, objection("person-changed"));
  const checks: readonly Deed[] = [...session.topics].map(([topic, { ticket }]) => {
    return { do: "check", topic, ticket };
  });
  const known: Session = {
    ...session,
    phase: "known",
    pass,
    ...(device !== undefined && { device }),
  };
  return [known, [{ do: "welcome", pass }, ...checks]];
}

type OfTopic = Extract<Happening, { readonly ticket: number }>;

function hearOfTopic(session: Session, happening: OfTopic, moment: Moment): Step {
  const { topic, ticket } = happening;
  if (session.topics.get(topic)?.ticket !== ticket) return [session, []];
  switch (happening.type) {
    case "live":
      return [session, [{ do: "pass-on", frame: happening.frame }]];
    case "followed": {
      const frame: ToldFrame = { type: "subscribed", topic, seq: happening.seq };
      return [session, [{ do: "tell", frame }]];
    }
    case "refused": {
      const [left, deeds] = leave(session, topic);
      const { code } = happening;
      const facts: ProblemFacts = code === "try-again" ? { retryAfter: 1 } : {};
      // Only guessing at topics is held against a client.
      if (code !== "topic-not-found") return [left, [...deeds, objection(code, facts, topic)]];
      const [counted, more] = mistake(left, { code, topic }, moment);
      return [counted, [...deeds, ...more]];
    }
  }
}

function tick(session: Session, { now, ticks, limits }: Moment): Step {
  const { pass, phase } = session;
  if (pass !== undefined && pass.expiresAt <= now) {
    return end(session, CLOSE_CODES.signedOut, objection("token-expired"));
  }
  if (phase === "unknown" && ticks - session.openedAt >= limits.signInMs) {
    return end(session, CLOSE_CODES.signedOut, objection("token-missing"));
  }
  if (ticks - session.heardAt >= 2 * limits.heartbeatMs) return end(session, CLOSE_CODES.silent);
  const deeds: Deed[] = [];
  let next = recheck(session, { ticks, limits, deeds });
  if (ticks - session.pingedAt >= limits.heartbeatMs) {
    next = { ...next, pingedAt: ticks };
    deeds.push({ do: "tell", frame: { type: "ping" } });
  }
  const { owed, ...rest } = next;
  if (owed === undefined) return [next, deeds];
  return [rest, [...deeds, { do: "acknowledge", lastSeq: owed }]];
}

interface Recheck {
  readonly ticks: number;
  readonly limits: SocketLimits;
  readonly deeds: Deed[];
}

function recheck(session: Session, { ticks, limits, deeds }: Recheck): Session {
  const due = [...session.topics].filter(([, it]) => ticks - it.checkedAt >= limits.recheckMs);
  if (due.length === 0) return session;
  const topics = new Map(session.topics);
  for (const [topic, { ticket }] of due) {
    topics.set(topic, { ticket, checkedAt: ticks });
    deeds.push({ do: "check", topic, ticket });
  }
  return { ...session, topics };
}

interface Objection {
  readonly code: ProblemCode;
  readonly facts?: ProblemFacts;
  readonly topic?: string;
}

/** Told, counted, and nothing changes; too many of them end the socket. */
function mistake(session: Session, what: Objection, { ticks, limits }: Moment): Step {
  const mistakes = countOn(session.mistakes, MINUTE_MS, ticks);
  const counted: Session = { ...session, mistakes };
  const told = objection(what.code, what.facts, what.topic);
  return mistakes.count > limits.mistakesAMinute ? end(counted, POLICY, told) : [counted, [told]];
}

function objection(code: ProblemCode, facts: ProblemFacts = {}, topic?: string): Deed {
  return { do: "object", code, facts, ...(topic !== undefined && { topic }) };
}

function end(session: Session, code: number, ...before: readonly Deed[]): Step {
  const left: readonly Deed[] = [...session.topics].map(([topic, { ticket }]) => {
    return { do: "leave", topic, ticket };
  });
  const closed: Session = { ...session, phase: "closed", topics: new Map() };
  return [closed, [...left, ...before, { do: "close", code }]];
}

function countOn({ since, count }: Count, spanMs: number, ticks: number): Count {
  return ticks - since >= spanMs ? { since: ticks, count: 1 } : { since, count: count + 1 };
}
