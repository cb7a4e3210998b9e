import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Specs, what they share, and what other rooms' specs sit as exams never travel to a phone. */
const sources = globSync("**/*.ts", { cwd: import.meta.dirname }).filter(
  (path) => !path.endsWith(".spec.ts") && !/^(specs|exams)\//.test(path),
);

/** What a source imports that is no file of this room. */
function leansOn(path: string): readonly string[] {
  const source = readFileSync(join(import.meta.dirname, path), "utf8");
  const imports = [
    ...source.matchAll(/^(?:import|export) .*?from "([^"]+)";$|^\} from "([^"]+)";$/gm),
  ];
  return imports
    .map(([, one, other]) => one ?? other ?? "")
    .filter((name) => !name.startsWith("."));
}

test.for(sources)("%s runs on a phone: it leans on the kernel and zod alone", (path) => {
  expect(["@msafara/kernel", "zod"]).toEqual(expect.arrayContaining([...leansOn(path)]));
});

test("none of what travels leans on the exams", () => {
  const told = sources.filter((path) =>
    readFileSync(join(import.meta.dirname, path), "utf8").includes("/exams/"),
  );
  expect(told).toEqual([]);
});

test("the sources were read", () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(leansOn("instant.ts")).toEqual(["@msafara/kernel", "zod"]);
});
