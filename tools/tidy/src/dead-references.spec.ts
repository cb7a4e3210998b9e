import { expect, test } from "vitest";
import { deadReferences } from "./dead-references.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

/** The complaints about a paper in a checkout that has `packages/kernel/src/id.ts` and `pnpm start`. */
function deadIn(text: string, paper = "README.md"): readonly string[] {
  return deadReferences(
    plantedRepository({
      [paper]: text,
      "docs/guides/first.md": "",
      "package.json": `{"scripts":{"start":"node ."}}`,
      "packages/kernel/src/id.ts": "",
    }),
  );
}

test("papers name files, links and commands that are there", () => {
  expect(deadReferences(thisRepository())).toEqual([]);
});

test.for([
  ["a file", "It is in `packages/kernel/src/ids.ts`."],
  ["a folder", "It is in `packages/colonel/`."],
  ["a pattern that nothing matches", "They are `packages/*/src/ids.ts`."],
  ["a file at the root", "See `STYLE.md`."],
  ["a link", "[Next](docs/guides/second.md)"],
  ["a picture", `<img src="docs/house.svg">`],
  ["a command", "Run `npx -y pnpm@12 begin`."],
])("catches %s that is not there", ([, text = ""]) => {
  expect(deadIn(text)).toHaveLength(1);
});

test.for([
  ["what is there", "`packages/kernel/src/id.ts`, `packages/kernel/`, `packages/*/src/id.ts`"],
  ["links, also to the world", "[a](docs/guides/first.md#top) [b](https://example.org/c)"],
  ["commands that are there", "`pnpm start`, `npx -y pnpm@12 start`, `pnpm install`"],
])("lets %s pass", ([, text = ""]) => {
  expect(deadIn(text)).toEqual([]);
});

test("lets a decision speak of what was there on its day", () => {
  expect(deadIn("`packages/shed/` is gone.", "docs/decisions/0009-no-shed.md")).toEqual([]);
});
