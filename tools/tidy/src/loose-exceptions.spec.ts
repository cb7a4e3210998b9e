import { expect, test } from "vitest";
import { looseExceptions } from "./loose-exceptions.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

const SOURCE = "packages/kernel/src/mute.ts";

/** A configuration that moves one wall for these files. */
function moved(files: string): string {
  return JSON.stringify(
    { overrides: [{ files: [files], rules: { "max-lines": "off" } }] },
    undefined,
    2,
  );
}

test("every exception is narrow, and is written where it occurs", () => {
  expect(looseExceptions(thisRepository())).toEqual([]);
});

test.for([
  "/* oxlint-disable */",
  "/* oxlint-disable -- All of it. */",
  "// oxlint-disable-next-line -- All of it.",
  "/* oxlint-disable house/disable-needs-reason -- No reasons here. */",
  "/* eslint-disable */",
])("catches %s", (comment) => {
  expect(looseExceptions(plantedRepository({ [SOURCE]: comment }))).toHaveLength(1);
});

test("catches a list of files that may be long", () => {
  const listed = plantedRepository({ ".oxlintrc.json": moved(SOURCE) });
  expect(looseExceptions(listed)).toHaveLength(1);
});

test("lets a wall stand elsewhere for a kind of file", () => {
  const kind = plantedRepository({ ".oxlintrc.json": moved("**/*.spec.ts") });
  expect(looseExceptions(kind)).toEqual([]);
});

test("lets one rule be excused where it occurs", () => {
  const narrow = "// oxlint-disable-next-line no-bitwise -- Hashes are made of bits.";
  expect(looseExceptions(plantedRepository({ [SOURCE]: narrow }))).toEqual([]);
});
