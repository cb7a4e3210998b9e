import { expect, test } from "vitest";
import { clipped, printable, printableLines } from "./printable.ts";

test("what a stranger wrote does not steer the terminal", () => {
  expect(printable("a\u001b[2Jb\u009bc\u202ed")).toBe("a\\u001b[2Jb\\u009bc\\u202ed");
});

test("a stack keeps its lines and nothing else that moves the cursor", () => {
  expect(printableLines("x\r\n\tat y\n\bz")).toEqual(["x", "  at y", "\\u0008z"]);
});

test.for([
  ["driver", 6, "driver"],
  ["drivers", 6, "drive…"],
  ["🚚🚚🚚", 2, "🚚…"],
] as const)("%s fits into %i characters as %s", ([text, width, fitted]) => {
  expect(clipped(text, width)).toBe(fitted);
});
