import { expect, test } from "vitest";
import { figureOf } from "./figure.ts";
import { judge } from "./row.ts";

const asked = { question: "how many times?", unit: "times", figure: figureOf([1, 3, 20]) };

test("the median is judged, whatever the best and the worst were", () => {
  expect(judge({ ...asked, target: { atMost: 3 } }).verdict).toBe("met");
  expect(judge({ ...asked, target: { atLeast: 3 } }).verdict).toBe("met");
  expect(judge({ ...asked, target: { atMost: 2.9 } }).verdict).toBe("missed");
  expect(judge({ ...asked, target: { atLeast: 3.1 } }).verdict).toBe("missed");
});

test("without a target there is no verdict, and none against a machine that is busy", () => {
  expect(judge(asked).verdict).toBe("-");
  expect(judge({ ...asked, target: { atMost: 2 }, isQuiet: false }).verdict).toBe("unquiet");
  expect(judge({ ...asked, target: { atMost: 3 }, isQuiet: false }).verdict).toBe("met");
});

test("what could not be measured meets nothing", () => {
  const figure = figureOf([Number.NaN]);
  expect(judge({ ...asked, figure, target: { atMost: 3 } }).verdict).toBe("missed");
});
