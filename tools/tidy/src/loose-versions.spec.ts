import { expect, test } from "vitest";
import { looseVersions } from "./loose-versions.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

/** The complaints about a package with these dependencies. */
function looseAbout(dependencies: Readonly<Record<string, string>>): readonly string[] {
  return looseVersions(
    plantedRepository({ "packages/toll/package.json": JSON.stringify({ dependencies }) }),
  );
}

test("every version is exact, and stands in the catalog", () => {
  expect(looseVersions(thisRepository())).toEqual([]);
});

test.for(["^1.2.3", "~1.2.3", "latest", "1.x"])("catches a catalog that says %s", (version) => {
  const workspace = `packages:\n  - packages/*\n\ncatalog:\n  pg: ${version}\n`;
  expect(looseVersions(plantedRepository({ "pnpm-workspace.yaml": workspace }))).toHaveLength(1);
});

test("catches a version that a package chooses for itself", () => {
  expect(looseAbout({ pg: "8.23.1", "@msafara/kernel": "0.1.0" })).toHaveLength(2);
});

test("catches a package that leans on six strangers", () => {
  const six = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, "catalog:"]));
  expect(looseAbout(six)).toEqual([expect.stringContaining("leans on 6 strangers")]);
});

test("lets a package pass that leans on a few, and on its own house", () => {
  expect(looseAbout({ pg: "catalog:", "@msafara/kernel": "workspace:*" })).toEqual([]);
});
