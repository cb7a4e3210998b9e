import { expect, test } from "vitest";
import { badTastes } from "./bad-tastes.ts";
import { type Repository, thisRepository } from "./repository.ts";

const KERNEL = "packages/kernel/README.md";

/** This checkout, but for the taste in the kernel's README. */
function withTaste(code: string): Repository {
  const real = thisRepository();
  const readme = `## A taste\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
  return {
    paths: real.paths.filter((path) => !path.endsWith("/README.md")).concat(KERNEL),
    text: (path) => (path === KERNEL ? readme : real.text(path)),
  };
}

test("every taste compiles against the package it praises", async () => {
  expect(await badTastes(thisRepository())).toEqual([]);
});

test.for([
  ["a name that is gone", 'import { moneys } from "@msafara/kernel";\nmoneys();'],
  ["a wrong argument", 'import { money } from "@msafara/kernel";\nmoney("1", "KES");'],
])("catches a taste with %s", async ([, code = ""]) => {
  expect(await badTastes(withTaste(code))).toEqual([expect.stringMatching(/^kernel\.ts\(/)]);
});

test("catches a README without a taste", async () => {
  const none = { ...withTaste(""), text: () => "{}" };
  expect(await badTastes(none)).toEqual([`${KERNEL} has no taste in TypeScript`]);
});
