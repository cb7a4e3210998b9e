import { expect, test } from "vitest";
import { progressBar } from "./progress-bar.ts";

function read(chunks: readonly number[], colours: boolean): readonly string[] {
  const said: string[] = [];
  const look = { width: 80, colours, zone: "UTC" };
  const progress = progressBar(2_000_000, { look, say: (line) => void said.push(line) });
  for (const bytes of chunks) progress(bytes);
  return said;
}

const TWENTIETHS = Array.from({ length: 20 }, () => 100_000);

test("a log gets a line at every tenth", () => {
  const lines = read(TWENTIETHS, false);
  expect(lines).toHaveLength(10);
  expect([lines[0], lines.at(-1)]).toEqual(["Reading 10 %", "Reading 100 %"]);
});

test("a terminal gets one line that is written again", () => {
  const lines = read(TWENTIETHS, true);
  expect(lines[0]).toBe("Reading ██░░░░░░░░░░░░░░░░░░░░░░░░░░░░   5 %  0.1 of 2.0 MB");
  expect(lines.slice(1).every((line) => line.startsWith("\u001b[1A\u001b[2KReading "))).toBe(true);
  expect(lines.at(-1)).toMatch(/█{30} 100 % {2}2\.0 of 2\.0 MB$/);
});

test("small chunks say nothing twice, and a file that grew is read to its end at most", () => {
  expect(read([1, 1, 1], true)).toEqual([]);
  expect(read([3_000_000, 1], false)).toEqual(["Reading 100 %"]);
});
