import { array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { line, prose, secret } from "./text.ts";

function reads(text: string): boolean {
  return line(100).safeParse(text).success;
}

describe("a line", () => {
  test.for(["Wanjiru", "Ng'ang'a & Wana", "Müller-Lüdenscheidt", "محطة نيروبي", "茶", "🚚 fast"])(
    "may be %s",
    (text) => {
      expect(reads(text)).toBe(true);
    },
  );

  test.for([
    ["nothing", ""],
    ["blanks", " \u00a0 "],
    ["two lines", "one\ntwo"],
    ["a return", "one\rtwo"],
    ["a tab", "one\ttwo"],
    ["a NUL", "one\u0000"],
    ["a bell", "\u0007"],
    ["a C1 control", "one\u0085two"],
    ["a hidden end of line", "one\u2028two"],
    ["a turn of direction", "KB\u202eX"],
    ["an isolate that nobody ends", "KB\u2067X"],
    ["half a letter", "truck \ud83d"],
  ] as const)("is never %s", ([, text]) => {
    expect(reads(text)).toBe(false);
  });

  test("loses the blanks around it, and reading it again changes nothing", () => {
    expect(line(9).parse("  Thika  ")).toBe("Thika");
    const anyText = array(integer({ min: 0, max: 0xff_ff }), { maxLength: 20 }).map((units) =>
      String.fromCharCode(...units),
    );
    const schema = line(100);
    assert(
      property(anyText, (text) => {
        const read = schema.safeParse(text);
        if (read.success) expect(schema.parse(read.data)).toBe(read.data);
      }),
    );
  });

  test("is never longer than it may be", () => {
    assert(
      property(integer({ min: 1, max: 300 }), (length) => {
        expect(reads("x".repeat(length))).toBe(length <= 100);
      }),
    );
  });
});

test("prose may have several lines, and no more control characters than that", () => {
  expect(prose(20).safeParse("one\ntwo").success).toBe(true);
  expect(prose(20).safeParse("one\u0000two").success).toBe(false);
  expect(prose(20).safeParse("one\r\ntwo").success).toBe(false);
});

test("a hundred thousand letters are refused in no time, whatever they are", () => {
  expect(prose(500).safeParse("\n".repeat(100_000)).success).toBe(false);
  expect(prose(500).safeParse(" ".repeat(100_000)).success).toBe(false);
});

test("a secret keeps the blanks that were typed", () => {
  expect(secret(1, 20).parse(" open sesame ")).toBe(" open sesame ");
});
