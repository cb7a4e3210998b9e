import { expect, test } from "vitest";
import { parseSpan, showSpan } from "./span.ts";

test.for([
  [-5_000, "0s"],
  [999, "0s"],
  [45_000, "45s"],
  [252_000, "4m12s"],
  [11_100_000, "3h05m"],
  [86_400_000, "1d00h"],
  [1_051_200_000, "12d04h"],
] as const)("%i ms are said as %s", ([ms, said]) => {
  expect(showSpan(ms)).toBe(said);
});

test.for([
  ["90", 90_000],
  ["90s", 90_000],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
] as const)("%s are %i ms", ([text, ms]) => {
  expect(parseSpan(text)).toBe(ms);
});

test.for(["", "m", "-1", "5 m", "5w", "1e3", "Infinity"])("'%s' is no span", (text) => {
  expect(parseSpan(text)).toBeUndefined();
});
