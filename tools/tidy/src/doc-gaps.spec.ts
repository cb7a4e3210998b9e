import { expect, test } from "vitest";
import { docGap, exportsOf } from "./doc-gaps.ts";
import { HOUSE } from "./house.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

const PACKAGES = HOUSE.map(({ path }) => path).filter((path) => path.startsWith("packages/"));
const ROOM = "packages/toll";

/** A package with a door, whose only file is given. */
function packageWith(toll: string) {
  return plantedRepository({
    [`${ROOM}/package.json`]: `{"exports":{".":"./src/index.ts"}}`,
    [`${ROOM}/src/index.ts`]: `export { pay } from "./toll.ts";\nexport type * from "./gate.ts";`,
    [`${ROOM}/src/toll.ts`]: toll,
    [`${ROOM}/src/gate.ts`]: "/** Where one pays. */\nexport interface Gate {}",
  });
}

test.for(PACKAGES)("%s says what nine of ten of its exports promise", (room) => {
  expect(docGap(thisRepository(), room)).toBeUndefined();
});

test.for(PACKAGES)("%s has exports to be read", (room) => {
  expect(exportsOf(thisRepository(), room)).not.toEqual([]);
});

test("catches an export that promises nothing", () => {
  const silent = packageWith("// Not a doc comment.\nexport const pay = () => 1;");
  expect(docGap(silent, ROOM)).toBe("packages/toll documents 1 of 2: missing pay");
});

test("does not count a comment that belongs to something else", () => {
  const elsewhere = packageWith("/** A fee… */\nconst fee = 1;\nexport const pay = () => fee;");
  expect(docGap(elsewhere, ROOM)).toContain("missing pay");
});

test("lets a package pass that says what it promises", () => {
  const told = packageWith("// “É”\n/** Pays the toll. */\nexport const pay = () => 1;");
  expect(docGap(told, ROOM)).toBeUndefined();
});

test("asks nothing of what no door shows", () => {
  const inner = packageWith("/** Pays. */\nexport const pay = () => 1;\nexport const inner = 1;");
  expect(docGap(inner, ROOM)).toBeUndefined();
});
