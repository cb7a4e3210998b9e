import { expect, test } from "vitest";
import { readSecretKey } from "./read-secret-key.ts";

const SECRET = Buffer.alloc(32, 9);

test.for(["base64", "base64url"] as const)("a secret is 32 bytes of %s", (form) => {
  expect(Buffer.from(readSecretKey(SECRET.toString(form), "SECRET_KEY"))).toEqual(SECRET);
});

test.for(["", "hunter2", SECRET.toString("hex"), Buffer.alloc(31).toString("base64")])(
  "%j is refused, and is not repeated",
  (text) => {
    expect(() => readSecretKey(text, "SECRET_KEY")).toThrow(
      /^SECRET_KEY is no secret: expected 32/,
    );
    if (text !== "") expect(() => readSecretKey(text, "x")).not.toThrow(text);
  },
);
