import { array, assert, integer, nat, property, record } from "fast-check";
import { expect, test } from "vitest";
import { lineUp, type Numbered } from "./line-up.ts";

const range = (from: number, to: number): Numbered[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({ seq: from + i }));

test("passes each event once and in order, however frames are lost, doubled and shuffled (U51)", () => {
  const anySchedule = record({
    head: nat(5),
    began: nat(5),
    said: array(integer({ min: 1, max: 30 }), { maxLength: 80 }),
    fills: array(nat(80), { maxLength: 5 }),
  });
  assert(
    property(anySchedule, ({ head, began, said, fills }) => {
      const passed: number[] = [];
      const line = lineUp<Numbered>(({ seq }) => passed.push(seq));
      for (const [i, seq] of said.entries()) {
        if (i === began) line.begin(head);
        line.hear({ seq });
        if (fills.includes(i)) line.fill(range(line.last() + 1, Math.max(...said.slice(0, i + 1))));
      }
      if (said.length <= began) line.begin(head);
      const end = Math.max(head, ...said);
      line.fill(range(line.last() + 1, end));
      expect(passed).toEqual(range(head + 1, end).map(({ seq }) => seq));
      expect(line.hasHole()).toBe(false);
    }),
  );
});

test("knows that it has a hole, and is none the worse for a database that brings what came meanwhile", () => {
  const passed: number[] = [];
  const line = lineUp<Numbered>(({ seq }) => passed.push(seq));
  line.begin(0);
  line.hear({ seq: 3 });
  expect([line.hasHole(), passed]).toEqual([true, []]);
  line.hear({ seq: 1 });
  line.fill(range(1, 2));
  expect([line.hasHole(), passed]).toEqual([false, [1, 2, 3]]);
});
