import { encode } from "@msafara/runtime";
import { expect, test } from "vitest";
import { readBody } from "./read-body.ts";

test("a body is shown as it was written", () => {
  expect(readBody(encode({ type: "bid.submitted", cents: 1 }))).toEqual({
    type: "bid.submitted",
    cents: 1,
  });
});

test("bytes that are no JSON are shown as they are", () => {
  expect(readBody(Uint8Array.of(0, 255))).toEqual({ unreadable: "AP8=" });
});
