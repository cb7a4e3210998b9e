import { type Evidence, judges } from "@msafara/sim";
import type { Arena, Mischief, Takeover, Window } from "./arena.ts";
import type { StaleCommits } from "./force-stale-commits.ts";
import { type Lateness, measureTimers } from "./measure-timers.ts";
import type { Bars } from "./options.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { Gap } from "./track-wholeness.ts";
import type { Memory } from "./watch-memory.ts";

/** What a chaos run came to, for people and for programs. */
export interface Report {
  readonly seed: number;
  readonly nodes: number;
  readonly agents: number;
  readonly mischiefMs: number;
  readonly mischief: Readonly<Record<string, number>>;
  readonly answers: Readonly<Record<string, number>>;
  /** Why callers were told to come back. */
  readonly unavailable: Readonly<Record<string, number>>;
  readonly turns: { readonly events: number; readonly agents: number };
  readonly messages: Readonly<Record<"lost" | "doubled" | "misordered", number>>;
  readonly timers: Lateness & { readonly lost: number };
  readonly effects: Readonly<Record<"acted" | "doubled" | "unsettled", number>>;
  readonly takeovers: {
    readonly firstTurnMs: Spread;
    readonly ownedMs: Spread;
    /** Those that met a restart of PostgreSQL or another blow in between. */
    readonly disturbed: Spread;
    readonly all: readonly Takeover[];
  };
  readonly staleCommits: StaleCommits;
  readonly untrueAnswers: number;
  readonly quarantined: number;
  readonly memory: Memory;
  readonly troubles: Readonly<Record<string, number>>;
  readonly wrongs: readonly string[];
}

export interface Findings {
  readonly mischief: ReadonlyMap<Mischief, number>;
  readonly staleCommits: StaleCommits;
  readonly memory: Memory;
  readonly gaps: readonly Gap[];
}

/** Has the run judged, and says in numbers what was found. */
export function reportOn(arena: Arena, evidence: Evidence, findings: Findings): Report {
  const { options, takeovers, windows } = arena;
  const verdicts = verdictsOn(evidence);
  const told = (name: string, pattern = /./) =>
    (verdicts.get(name) ?? []).filter((wrong) => pattern.test(wrong)).length;
  const unmeasured = {
    seed: options.seed,
    nodes: options.nodes,
    agents: options.agents,
    mischiefMs: options.mischiefMs,
    mischief: Object.fromEntries(findings.mischief),
    answers: countBy(evidence.asked.map(({ answer }) => answer.status)),
    unavailable: countBy(
      evidence.asked.flatMap(({ answer }) =>
        answer.status === "unavailable" ? [answer.code] : [],
      ),
    ),
    turns: {
      events: evidence.inventory.events.length,
      agents: evidence.inventory.agents.length,
    },
    messages: {
      lost: told("nothing-lost-or-doubled", /^Lost/),
      doubled: told("nothing-lost-or-doubled", /too often|turns of/),
      misordered: told("order-per-pair"),
    },
    timers: {
      ...measureTimers(evidence, [...findings.gaps, ...windows.map(gapOf)]),
      lost: told("every-timer-once"),
    },
    effects: effectsOf(evidence, told("every-effect-settled")),
    takeovers: takeoversOf(takeovers),
    staleCommits: findings.staleCommits,
    untrueAnswers: told("answers-told-the-truth"),
    quarantined: evidence.inventory.quarantine.length,
    memory: findings.memory,
    troubles: Object.fromEntries(arena.troubles),
  };
  const judged = [...verdicts].flatMap(([name, wrongs]) => wrongs.map((it) => `${name}: ${it}`));
  return {
    ...unmeasured,
    wrongs: [...arena.wrongs, ...judged, ...beyondBars(unmeasured, options.bars)],
  };
}

function takeoversOf(all: readonly Takeover[]): Report["takeovers"] {
  const calm = all.filter(({ isDisturbed }) => !isDisturbed);
  const disturbed = all.filter(({ isDisturbed }) => isDisturbed);
  return {
    firstTurnMs: spreadOf(calm.map(({ firstTurnMs }) => firstTurnMs)),
    ownedMs: spreadOf(calm.map(({ ownedMs }) => ownedMs)),
    disturbed: spreadOf(disturbed.map(({ firstTurnMs }) => firstTurnMs)),
    all,
  };
}

/** What each judge of the simulation says. */
function verdictsOn(evidence: Evidence): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(judges).map(([name, judge]) => [name, judge(evidence)]));
}

/** A dead node's lease still stands for a while: only who did the deed knows that its agents wait. */
function gapOf({ from, ownedAt }: Window): Gap {
  return { from, until: ownedAt };
}

function beyondBars(report: Omit<Report, "wrongs">, bars: Bars): readonly string[] {
  const { takeovers, timers, staleCommits, quarantined } = report;
  const checks: readonly (readonly [boolean, string])[] = [
    [
      takeovers.firstTurnMs.max <= bars.takeoverMs,
      `takeover: one took longer than ${bars.takeoverMs} ms`,
    ],
    [
      timers.recoveredMs.p99 <= bars.latenessP99Ms,
      `timers: p99 later than ${bars.latenessP99Ms} ms after recovery`,
    ],
    [staleCommits.refused === staleCommits.attempted, "stale commits: one was not refused"],
    [staleCommits.nothingWritten, "stale commits: one wrote something"],
    [quarantined === 0, "quarantine: something lies there"],
  ];
  return checks.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));
}

function effectsOf({ bank }: Evidence, unsettled: number): Report["effects"] {
  const acts = bank.book.filter(({ verdict }) => verdict === "acted");
  const deeds = countBy(
    acts.map(({ payment, kind }) => `${payment} ${kind === "bank.hold" ? "hold" : "ending"}`),
  );
  const doubled = Object.values(deeds).filter((count) => count > 1).length;
  return { acted: acts.length, doubled, unsettled };
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
