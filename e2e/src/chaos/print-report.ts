import type { Report } from "./report.ts";
import type { Spread } from "./spread.ts";
import type { Weight } from "./watch-memory.ts";

const WRONGS_SHOWN = 40;
const MIB = 1_024 * 1_024;

/** The report for people. */
export function printReport(report: Report): readonly string[] {
  const { messages, timers, effects, takeovers, staleCommits, memory, wrongs } = report;
  const rows: readonly (readonly [string, string])[] = [
    ["seed", String(report.seed)],
    ["mischief", `${list(report.mischief)} in ${Math.round(report.mischiefMs / 1_000)} s`],
    ["answers", list(report.answers)],
    ["  unavailable", list(report.unavailable)],
    ["events", `${report.turns.events} of ${report.turns.agents} agents`],
    ["messages", list(messages)],
    ["timers", `${timers.fired} fired, ${timers.lost} lost or doubled`],
    ["  cluster was whole", `${timers.wholePercent} % of the time`],
    ["  late, overall", spread(timers.overallMs)],
    ["  late, after recovery", spread(timers.recoveredMs)],
    ["effects", list(effects)],
    ["takeover, first turn", spread(takeovers.firstTurnMs)],
    ["takeover, all owned", spread(takeovers.ownedMs)],
    ["takeover, disturbed", spread(takeovers.disturbed)],
    [
      "stale commits",
      `${staleCommits.refused} of ${staleCommits.attempted} refused (${list(staleCommits.byLie)}), ` +
        (staleCommits.nothingWritten ? "nothing written" : "SOMETHING WRITTEN"),
    ],
    ["untrue answers", String(report.untrueAnswers)],
    ["quarantined", String(report.quarantined)],
    [
      "memory",
      `${report.nodes} nodes: ${weight(memory.open)} when opened, ${weight(memory.rest)} at rest, ` +
        `peak of one ${mib(memory.peakBytes)}`,
    ],
    ["troubles", list(report.troubles)],
  ];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(24)}${value}`),
    ...wrongs.slice(0, WRONGS_SHOWN).map((wrong) => `✗ ${wrong}`),
    ...(wrongs.length > WRONGS_SHOWN ? [`… and ${wrongs.length - WRONGS_SHOWN} more`] : []),
    wrongs.length === 0 ? "✓ every judge holds" : `✗ seed ${report.seed}: ${wrongs.length} wrongs`,
  ];
}

function list(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

function spread({ count, p50, p99, max }: Spread): string {
  return count === 0 ? "none" : `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${count})`;
}

function weight({ bytes, residents }: Weight): string {
  return `${mib(bytes)} with ${residents} residents`;
}

function mib(bytes: number): string {
  return `${Math.round(bytes / MIB)} MiB`;
}
