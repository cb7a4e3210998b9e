import { expect, test } from "vitest";
import { HEADINGS, readmeGaps } from "./readme-gaps.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

const good = HEADINGS.map((heading) => `## ${heading}\n\nA sentence.\n`).join("\n");

/** The complaints about a package whose README is this. */
function gapsOf(readme: string): readonly string[] {
  return readmeGaps(
    plantedRepository({ "packages/toll/package.json": "{}", "packages/toll/README.md": readme }),
  );
}

test("every package tells what it is, shows a taste, and says what it leans on and refuses", () => {
  expect(readmeGaps(thisRepository())).toEqual([]);
});

test("a README with the four headings passes", () => {
  expect(gapsOf(`# Toll\n\n${good}`)).toEqual([]);
});

test.for([
  ["no README", ""],
  ["a heading that is missing", good.replace("## A taste", "")],
  ["headings in another order", good.replace("What it is", "A taste").replace("A taste", "X")],
  ["a heading with nothing under it", good.replace("A sentence.", "")],
])("catches %s", ([, readme = ""]) => {
  expect(gapsOf(readme)).toHaveLength(1);
});
