import { expect, test } from "vitest";
import { languageSchema } from "./language.ts";
import { phoneSchema } from "./phone.ts";

test.for([
  ["+254712345678", true],
  ["+4915112345678", true],
  ["+1234567", true],
  ["0712345678", false],
  ["254712345678", false],
  ["+0712345678", false],
  ["+254 712 345 678", false],
  ["+1234567890123456", false],
  ["+254712345678\n", false],
  ["+٢٥٤٧١٢٣٤٥٦٧٨", false],
] as const)("%j can be dialled from anywhere: %s", ([text, isPhone]) => {
  expect(phoneSchema.safeParse(text).success).toBe(isPhone);
});

test("the house speaks two languages", () => {
  expect(languageSchema.options).toEqual(["en", "sw"]);
  expect(languageSchema.safeParse("de").success).toBe(false);
});
