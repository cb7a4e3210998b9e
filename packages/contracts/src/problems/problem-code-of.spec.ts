import { expect, test } from "vitest";
import { problemCodeOf } from "./problem-code-of.ts";
import { PROBLEM_CODES } from "./problem-table.ts";

test.for(PROBLEM_CODES)("%s is told as it is", (code) => {
  expect(problemCodeOf(code)).toBe(code);
});

test("what is not yours is told as what is not there, so that nobody learns which ids exist", () => {
  expect(problemCodeOf("not-yours")).toBe("not-found");
  expect(problemCodeOf("shipment-not-found")).toBe("not-found");
});

test.for(["made-up", "", "constructor"])("%j, which has no sentence, is our mistake", (refused) => {
  expect(problemCodeOf(refused)).toBe("broken");
});
