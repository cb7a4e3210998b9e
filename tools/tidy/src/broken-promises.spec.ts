import { expect, test } from "vitest";
import { brokenPromises } from "./broken-promises.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

/** A number that no promise has; written out, it would be a citation itself. */
const NOBODYS = 990;

/** The complaints about a source, where the paper makes the promise G1 alone. */
function brokenIn(source: string): readonly string[] {
  return brokenPromises(
    plantedRepository({
      "docs/reference/promises.md": "- **G1** One turn at a time.",
      "packages/runtime/src/turn.spec.ts": source,
    }),
  );
}

test("every promise that a source cites is made", () => {
  expect(brokenPromises(thisRepository())).toEqual([]);
});

test.for([
  ["a comment", `/** Never late (G${NOBODYS}). */`],
  ["the name of a test", `test("is never late (U${NOBODYS})", () => undefined);`],
  [
    "the name of a table of tests",
    `test.for([1])("is never late %i (U${NOBODYS})", () => undefined);`,
  ],
])("catches %s that cites a promise nobody made", ([, source = ""]) => {
  expect(brokenIn(source)).toHaveLength(1);
});

test("lets a source cite what is promised, and use letters as it likes", () => {
  expect(brokenIn(`// Holds by G1.\nconst kind = "U12";`)).toEqual([]);
});
