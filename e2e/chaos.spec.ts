import { describe, expect, test } from "vitest";
import type { ChaosOptions } from "./src/chaos/options.ts";
import { printReport } from "./src/chaos/print-report.ts";
import { runChaos } from "./src/chaos/run-chaos.ts";

/** Each kind of mischief at least once, on three nodes. Its times are for a machine that is busy. */
const SHORT: ChaosOptions = {
  seed: 20_261_120,
  mischiefMs: 22_000,
  nodes: 3,
  agents: 300,
  rate: 80,
  peaceMs: [1_500, 2_500],
  bars: { takeoverMs: 10_000, latenessP99Ms: 10_000 },
};

describe("a cluster of three processes", () => {
  test("G1–G7: survives kill -9, freezes, and restarts of PostgreSQL and Redis; every judge holds", async () => {
    const lines: string[] = [];
    const report = await runChaos(SHORT, { log: (line) => lines.push(line) });
    expect(report.wrongs, [...lines, ...printReport(report)].join("\n")).toEqual([]);
    expect(Object.values(report.mischief).every((count) => count >= 1)).toBe(true);
    expect(Object.keys(report.mischief)).toHaveLength(9);
    expect(report.answers["done"]).toBeGreaterThan(300);
    expect(report.takeovers.all.length).toBeGreaterThanOrEqual(2);
    expect(report.staleCommits).toMatchObject({
      attempted: 1_000,
      refused: 1_000,
      nothingWritten: true,
    });
  });
});
