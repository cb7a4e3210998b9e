import { expect, test } from "vitest";
import { badNames } from "./bad-names.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

test("every file and folder is named by what it is", () => {
  expect(badNames(thisRepository())).toEqual([]);
});

test.for([
  ["packages/kernel/src/utils.ts", "packages/kernel/src/utils.ts refuses nothing"],
  ["apps/gateway/src/bid-helper.ts", "apps/gateway/src/bid-helper.ts refuses nothing"],
  ["packages/store/common.sql", "packages/store/common.sql refuses nothing"],
  ["packages/shared/src/x.ts", "packages/shared/ refuses nothing"],
  ["apps/gateway/src/controllers/bids.ts", "apps/gateway/src/controllers/ is a layer"],
  ["packages/store/src/openLoads/x.ts", "packages/store/src/openLoads/ is not in kebab-case"],
  ["playground.ts", "playground.ts lies at the root"],
  ["notes/today.md", "notes lies at the root"],
])("catches %s", ([path = "", complaint = ""]) => {
  const found = badNames(plantedRepository({ [path]: "" }));
  expect(found).toEqual([expect.stringContaining(complaint)]);
});
