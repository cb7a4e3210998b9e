import { expect, test } from "vitest";
import { jsonLines } from "./json-lines.ts";

test("JSON stays JSON, whatever strangers wrote into it", () => {
  const value = { text: "a\u009b2J\u001b\n\u202e", list: [1, null] };
  const lines = jsonLines(value);
  expect(JSON.parse(lines.join("\n"))).toEqual(value);
  expect(lines.join("")).toMatch(/^[\u0020-\u007e]*$/);
});
