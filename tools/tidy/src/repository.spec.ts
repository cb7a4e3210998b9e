import { expect, test } from "vitest";
import { thisRepository } from "./repository.ts";

const { paths, text } = thisRepository();

// A guard that reads nothing finds nothing wrong.
test.for([
  ".oxlintrc.json",
  "package.json",
  "packages/kernel/src/id.ts",
  "tools/tidy/src/house.ts",
])("the guards see %s", (path) => {
  expect(paths).toContain(path);
  expect(text(path)).not.toBe("");
});

test("the guards leave alone what others wrote", () => {
  expect(paths.filter((path) => /(^|\/)(node_modules|\.git|\.msafara)\//.test(path))).toEqual([]);
});

test("a path that leads nowhere has no text", () => {
  expect(text("packages/colonel/src/id.ts")).toBe("");
});
