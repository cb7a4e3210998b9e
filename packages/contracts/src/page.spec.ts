import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { pageOf, pageQuery } from "./page.ts";
import { flagIn, numberIn } from "./query.ts";

const query = z.strictObject(pageQuery);

describe("a list", () => {
  test("is fifty long unless told", () => {
    expect(query.parse({})).toEqual({ limit: 50 });
  });

  test("is as long as asked, up to two hundred", () => {
    assert(
      property(integer({ min: -1_000, max: 1_000 }), (limit) => {
        const isOffered = limit >= 1 && limit <= 200;
        expect(query.safeParse({ limit: `${limit}` }).success).toBe(isOffered);
      }),
    );
  });

  test.for(["", " ", "ten", "1.5", "0x10", "1e2", "+5", "Infinity", "NaN", ["1", "2"]])(
    "is never %j long",
    (limit) => {
      expect(query.safeParse({ limit }).success).toBe(false);
    },
  );

  test.for(["", "a b", "../x", "x".repeat(513), "=="])("does not go on from %j", (cursor) => {
    expect(query.safeParse({ cursor }).success).toBe(false);
  });

  test("says where it goes on, or that it does not", () => {
    const page = pageOf(z.int());
    expect(page.parse({ items: [1], nextCursor: "bmV4dA" }).nextCursor).toBe("bmV4dA");
    expect(page.safeParse({ items: [1] }).success).toBe(false);
    expect(
      page.safeParse({ items: Array.from({ length: 201 }, () => 1), nextCursor: null }).success,
    ).toBe(false);
  });
});

test("a number in an address may have decimals where a whole one is not wanted", () => {
  expect(numberIn(1, 10).parse("2.5")).toBe(2.5);
  expect(numberIn(1, 10).safeParse("10.1").success).toBe(false);
});

test.for([
  ["true", true],
  ["false", false],
] as const)("%s in an address is %s", ([text, flag]) => {
  expect(flagIn.parse(text)).toBe(flag);
});

test.for(["1", "yes", "", "TRUE"])("%j in an address is neither true nor false", (text) => {
  expect(flagIn.safeParse(text).success).toBe(false);
});
