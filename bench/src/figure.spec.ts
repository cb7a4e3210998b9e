import { expect, test } from "vitest";
import { figureOf, quantile } from "./figure.ts";

test.for([
  [[3], { median: 3, min: 3, max: 3 }],
  [[9, 1, 2], { median: 2, min: 1, max: 9 }],
  [[4, 1, 2, 9], { median: 3, min: 1, max: 9 }],
] as const)("the figure of %j", ([samples, figure]) => {
  expect(figureOf(samples)).toEqual(figure);
});

test("a quantile is a sample that was there", () => {
  const sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect([0, 0.5, 0.99, 1].map((part) => quantile(sorted, part))).toEqual([1, 6, 10, 10]);
  expect(quantile([], 0.5)).toBeNaN();
});
