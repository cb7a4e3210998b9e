import { expect, test } from "vitest";
import { bytesFrame, textFrame } from "./text-frame.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("a text is framed as the standard shows it", () => {
  // RFC 6455, 5.7: a single-frame unmasked text message.
  expect(hex(textFrame("Hello"))).toBe("810548656c6c6f");
  expect(hex(textFrame(Buffer.from("Hello")))).toBe("810548656c6c6f");
  expect(hex(textFrame("é"))).toBe("8102c3a9");
});

// RFC 6455, 5.7, and the borders between its three ways to write a length.
test.for([
  [0, "8200"],
  [125, "827d"],
  [126, "827e007e"],
  [256, "827e0100"],
  [65_535, "827effff"],
  [65_536, "827f0000000000010000"],
] as const)("the head of %i bytes", ([length, head]) => {
  const frame = bytesFrame(Buffer.alloc(length, 7));
  expect(hex(frame.subarray(0, head.length / 2))).toBe(head);
  expect(frame.subarray(head.length / 2)).toEqual(Buffer.alloc(length, 7));
});
