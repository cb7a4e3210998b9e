import { describe, expect, test } from "vitest";
import { HOUSE } from "./house.ts";
import { houseDrawn } from "./house-drawn.ts";
import { importBreaches } from "./import-breaches.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

describe("the import table", () => {
  test("is kept by every source and every manifest", () => {
    expect(importBreaches(thisRepository(), HOUSE)).toEqual([]);
  });

  test("stands in ARCHITECTURE.md as it stands in the code", () => {
    expect(houseDrawn(thisRepository().text("ARCHITECTURE.md"))).toEqual(HOUSE);
  });

  test("names no room that is not there", () => {
    const { paths } = thisRepository();
    const empty = HOUSE.filter(({ path }) => !paths.includes(`${path}/package.json`));
    expect(empty).toEqual([]);
  });

  test.for([
    ["a room above", `import { openJournal } from "@msafara/store";`, "@msafara/store"],
    ["only a type", `import type { Journal } from "@msafara/store";`, "@msafara/store"],
    ["a type in passing", `type J = import("@msafara/store").Journal;`, "@msafara/store"],
    ["something later", `await import("@msafara/store");`, "@msafara/store"],
    ["something to pass on", `export * from "@msafara/store";`, "@msafara/store"],
    ["a file of a neighbour", `import "../../store/src/pool.ts";`, "../../store/src/pool.ts"],
    ["a file of the checkout", `import "../../../tools/x.ts";`, "../../../tools/x.ts"],
    ["what only specs may see", `import "./specs/hall.ts";`, "./specs/hall.ts"],
    ["test servers", `import { openTestDatabase } from "@msafara/dev";`, "@msafara/dev"],
  ])("catches a kernel that imports %s", ([, source, specifier]) => {
    const planted = plantedRepository({ "packages/kernel/src/greedy.ts": source ?? "" });
    const breach = `packages/kernel/src/greedy.ts may not import ${specifier}`;
    expect(importBreaches(planted, HOUSE)).toEqual([breach]);
  });

  test("catches a manifest that depends on more than its row allows", () => {
    const dependencies = { "@msafara/bus": "workspace:*", pg: "catalog:" };
    const planted = plantedRepository({
      "packages/store/package.json": JSON.stringify({ dependencies }),
    });
    const breach = "packages/store/package.json may not depend on @msafara/bus";
    expect(importBreaches(planted, HOUSE)).toEqual([breach]);
  });

  test("catches test servers among what a package needs to run", () => {
    const dependencies = { "@msafara/dev": "workspace:*" };
    const planted = plantedRepository({
      "packages/store/package.json": JSON.stringify({ dependencies }),
    });
    expect(importBreaches(planted, HOUSE)).toHaveLength(1);
  });

  test("catches a room that nobody decided to build", () => {
    const planted = plantedRepository({ "packages/shed/package.json": "{}" });
    const breach = "packages/shed is a room that the import table does not know";
    expect(importBreaches(planted, HOUSE)).toEqual([breach]);
  });

  test("lets a room use its own files, its row, and anything a comment says", () => {
    const planted = plantedRepository({
      "packages/store/src/pool.ts": [
        `import pg from "pg";`,
        `import { Fault } from "@msafara/kernel";`,
        `import { place } from "./embedded/place.ts";`,
        `// import { ring } from "@msafara/bus";`,
      ].join("\n"),
    });
    expect(importBreaches(planted, HOUSE)).toEqual([]);
  });

  test("lets what specs share lean on test servers", () => {
    const planted = plantedRepository({
      "packages/store/src/specs/hall.ts": `import { openTestDatabase } from "@msafara/dev";`,
      "packages/store/src/pool.pg.spec.ts": `import { hall } from "./specs/hall.ts";`,
    });
    expect(importBreaches(planted, HOUSE)).toEqual([]);
  });

  test("lets a spec sit exams on test servers", () => {
    const planted = plantedRepository({
      "packages/store/package.json": `{"devDependencies":{"@msafara/dev":"workspace:*"}}`,
      "packages/store/src/journal.pg.spec.ts": [
        `import { openTestDatabase } from "@msafara/dev";`,
        `import { journalExam } from "@msafara/runtime/exams";`,
      ].join("\n"),
    });
    expect(importBreaches(planted, HOUSE)).toEqual([]);
  });
});
