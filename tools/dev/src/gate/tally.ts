/** What came of one stage. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What to say instead of counts, for a stage that had nothing to look at. */
  readonly note?: string;
  /** Shown when the stage failed. */
  readonly output: string;
}

/** What vitest's JSON reporter writes, as far as it is counted. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

/**
 * Counts a vitest run. A file that could not even be loaded counts as one failure, and so does a
 * run that ended badly without any test to blame: nothing that went wrong may look green.
 */
export function tallyOf(
  report: VitestReport | undefined,
  { exitCode, output }: { readonly exitCode: number; readonly output: string },
): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, output };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    output,
  };
}

/** The last line of the gate; programs read it. */
export function lastLine(tallies: readonly Tally[]): string {
  const sum = (count: (tally: Tally) => number) =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  return `${sum((tally) => tally.passed)} passed, ${sum((tally) => tally.failed)} failed`;
}

/** One line for one stage. */
export function stageLine(title: string, tally: Tally, tookMs: number): string {
  const seconds = `${(tookMs / 1000).toFixed(1)} s`;
  return `${markOf(tally)} ${title.padEnd(18)}${counts(tally).padEnd(34)}${seconds.padStart(8)}`;
}

function markOf({ note, failed }: Tally): string {
  if (note !== undefined) return "·";
  return failed === 0 ? "✓" : "✗";
}

function counts({ note, passed, failed, skipped }: Tally): string {
  if (note !== undefined) return note;
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(", ");
}
