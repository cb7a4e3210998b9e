import { refuse } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { problemOf } from "./problem-of.ts";
import { PROBLEM_CODES, PROBLEMS } from "./problem-table.ts";
import { problemSchema } from "./problem.ts";

describe("a problem", () => {
  test("tells the facts of a refusal", () => {
    const { refused, facts } = refuse("too-heavy", { weightKg: 12_000, capacityKg: 10_000 });
    expect(problemOf(refused, facts, "en")).toEqual({
      type: "/problems/too-heavy",
      title: "The load is too heavy",
      status: 422,
      code: "too-heavy",
      detail: "It weighs 12000 kg, and your vehicle takes 10000 kg.",
    });
  });

  test("speaks Swahili to whoever does", () => {
    const { title, detail } = problemOf("too-many-requests", { limit: 100, retryAfter: 7 }, "sw");
    expect(title).toBe("Maombi ni mengi mno, punguza kasi");
    expect(detail).toContain("baada ya sekunde 7");
  });

  test("tells a span in minutes, and rounds it up", () => {
    const told = (leastMs: number) => problemOf("window-too-short", { leastMs }, "en").detail;
    expect(told(1_800_000)).toBe("A truck needs at least 30 min to stop in.");
    expect(told(1_800_001)).toBe("A truck needs at least 31 min to stop in.");
    const { detail } = problemOf("window-too-short", { leastMs: 60_000 }, "sw");
    expect(detail).toBe("Lori linahitaji angalau dakika 1 za kusimama.");
  });

  test("leaves no hole where a fact is missing, and says less instead", () => {
    const { detail } = problemOf("too-heavy", { weightKg: 12_000 }, "en");
    expect(detail).toBe("The load is too heavy.");
  });

  test("tells a fact as it is, even if it looks like another", () => {
    const { detail } = problemOf("scope-missing", { scope: "{scope} $& $1" }, "en");
    expect(detail).toBe("It lacks the scope `{scope} $& $1`.");
  });

  test.for(PROBLEM_CODES)("of %s is a document once the door has named the request", (code) => {
    for (const language of ["en", "sw"] as const) {
      const problem = problemOf(code, PROBLEMS[code].facts ?? {}, language);
      const document = { ...problem, instance: "/api/v1/loads", requestId: "req_1" };
      expect(problemSchema.parse(document)).toEqual(document);
      expect(document.detail).not.toMatch(/[{}]/);
    }
  });
});
