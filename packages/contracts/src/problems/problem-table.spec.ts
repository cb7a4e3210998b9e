import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isProblemCode } from "./is-problem-code.ts";
import { factsNamedIn } from "./problem-of.ts";
import { CHAPTERS, PROBLEM_CODES, PROBLEMS } from "./problem-table.ts";
import { REASON_CODES, reasonOf } from "./reason-of.ts";

/** The numbers that the wire promises. */
const STATUSES = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503];

const MARKET = readFileSync(join(import.meta.dirname, "../../../../docs/design/market.md"), "utf8");

/** Every refusal of a command, as the paper of the market has them in the last column. */
function refusedByTheMarket(): readonly string[] {
  const [, table = ""] = /## Commands\n(.*?)\n## /s.exec(MARKET) ?? [];
  const last = table
    .split("\n")
    .map((row) => (row.split("|").at(-2) ?? "").replaceAll(/\(.*?\)/g, ""));
  return last.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = ""]) => code));
}

/** Every reason that agents give each other in the paper of the market. */
const TOLD_BY_THE_MARKET = `
  too-heavy wrong-vehicle too-far busy below-floor no-licence offline load-not-open bid-late
  own-load bid-exists withdrawn refused hold-refused cancelled answered-late card-declined
  customer-silent vendor-down`
  .trim()
  .split(/\s+/);

describe.for(PROBLEM_CODES)("%s", (code) => {
  const { status, facts = {}, en, sw } = PROBLEMS[code];

  test("is a number of HTTP that the wire promises", () => {
    expect(STATUSES).toContain(status);
  });

  test("is told in English and in Swahili, a title and a sentence each", () => {
    for (const [title, detail] of [en, sw]) {
      expect(title).toMatch(/^\S.*[^.\s]$/);
      expect(detail).toMatch(/^\S.*\.$/);
    }
    expect(sw).not.toEqual(en);
  });

  test("names the facts that it gives, and gives those that it names", () => {
    for (const sentence of [en[1], sw[1]]) {
      expect(new Set(factsNamedIn(sentence))).toEqual(new Set(Object.keys(facts)));
    }
  });

  test("says when to ask again if asking again could help", () => {
    const isLater = status === 429 || status === 503;
    expect("retryAfter" in facts).toBe(isLater);
  });
});

test("no code is written down twice", () => {
  const all = Object.values(CHAPTERS).flatMap((chapter) => Object.keys(chapter));
  expect(all).toHaveLength(new Set(all).size);
  expect(all).toEqual(PROBLEM_CODES);
});

test.for(refusedByTheMarket())("what the market refuses as %s has its number", (code) => {
  expect(isProblemCode(code)).toBe(true);
});

test("the paper of the market was read", () => {
  expect(refusedByTheMarket().length).toBeGreaterThan(25);
  expect(MARKET).toContain(TOLD_BY_THE_MARKET.at(-1));
});

test.for(["constructor", "__proto__", "", "made-up"])("%j is no code", (code) => {
  expect(isProblemCode(code)).toBe(false);
});

test.for(TOLD_BY_THE_MARKET)("what the market tells as %s has its sentence", (code) => {
  expect(REASON_CODES).toContain(code);
});

test.for(REASON_CODES)("%s is told in English and in Swahili", (code) => {
  const [english, swahili] = [reasonOf(code, "en"), reasonOf(code, "sw")];
  expect(english).toMatch(/^[A-Z].*\.$/);
  expect(swahili).toMatch(/^[A-Z].*\.$/);
  expect(swahili).not.toBe(english);
});

test("a reason of a later release has no sentence yet", () => {
  expect(reasonOf("constructor", "en")).toBeUndefined();
});
