import { expect, test } from "vitest";
import { collectLines } from "./collect-lines.ts";

const MOI = { id: 7, refs: [30, 10, 20], tags: { highway: "primary", name: "Moi Avenue" } };
const KENYATTA = { id: 3, refs: [20, 40], tags: { highway: "primary", surface: "gravel" } };

function collected(...ways: readonly (typeof MOI | typeof KENYATTA)[]) {
  const collector = collectLines();
  for (const way of ways) collector.add(way);
  const lines = collector.finish();
  return Array.from({ length: lines.count }, (_, line) => ({
    id: lines.id[line],
    refs: [...lines.node.subarray(lines.first[line], lines.first[line + 1])].map(
      (node) => lines.nodeIds[node],
    ),
    tags: lines.tagsOf(line),
  }));
}

test("lines stand by their number, with all that was said of them", () => {
  expect(collected(MOI, KENYATTA)).toEqual([KENYATTA, MOI]);
  expect(collected()).toEqual([]);
});

test("of a line that comes twice the last counts, as in a file that was changed", () => {
  const renamed = { ...MOI, refs: [10, 30], tags: { ...MOI.tags, name: "Daniel arap Moi Avenue" } };
  expect(collected(MOI, KENYATTA, renamed)).toEqual([KENYATTA, renamed]);
});

test("a tag that is called like what every object has is kept as any other", () => {
  const odd = { ...MOI, tags: JSON.parse(`{"highway":"track","__proto__":"yes"}`) };
  expect(Object.entries(collected(odd)[0]!.tags)).toEqual([
    ["highway", "track"],
    ["__proto__", "yes"],
  ]);
});

test("each node is named once, ascending, however many columns had to grow", () => {
  const collector = collectLines();
  const refs = Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 3_001);
  collector.add({ ...MOI, refs });
  const { nodeIds } = collector.finish();
  expect([...nodeIds]).toEqual(Array.from({ length: 3_001 }, (_, i) => i));
});
