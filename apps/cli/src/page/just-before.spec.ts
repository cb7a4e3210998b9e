import { expect, test } from "vitest";
import { justBefore } from "./just-before.ts";

test.for(["driver/drv_1", "qua_01k0", "a/!"])("just before %s comes no other id", (text) => {
  const before = justBefore(text);
  expect(before < text).toBe(true);
  const lower = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) - 1);
  expect(`${lower}zzz` < before).toBe(true);
});
