import { describe, expect, test } from "vitest";
import { lastLine, stageLine, tallyOf, type VitestReport } from "./tally.ts";

const clean: VitestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};
const ended = { exitCode: 0, output: "" };

describe("the gate's counts", () => {
  test("a run without trouble counts its tests", () => {
    expect(tallyOf(clean, ended)).toMatchObject({ passed: 3, failed: 0, skipped: 0 });
  });

  test("a file that cannot be loaded is a failure", () => {
    const testResults = [{ status: "failed", assertionResults: [] }];
    expect(tallyOf({ ...clean, testResults }, { ...ended, exitCode: 1 }).failed).toBe(1);
  });

  test("a run that ends badly with no test to blame is a failure", () => {
    expect(tallyOf(clean, { ...ended, exitCode: 1 }).failed).toBe(1);
  });

  test("a run that leaves no report is a failure", () => {
    expect(tallyOf(undefined, { ...ended, exitCode: 1 }).failed).toBe(1);
  });

  test("the last line says exactly how many passed and failed", () => {
    const tallies = [tallyOf(clean, ended), tallyOf({ ...clean, numFailedTests: 2 }, ended)];
    expect(lastLine(tallies)).toBe("6 passed, 2 failed");
  });

  test("a stage's line names what was skipped", () => {
    const line = stageLine("specs", tallyOf({ ...clean, numPendingTests: 1 }, ended), 1234);
    expect(line).toMatch(/^✓ specs +3 passed, 1 skipped +1\.2 s$/);
  });
});
