import { describe, expect, test } from "vitest";
import { addressOf } from "../address.ts";
import { openSlate, readSlate, writerOf } from "./slate.ts";

const ADA = addressOf("purse", "ada");

describe("the slate between two threads", () => {
  test("shows the turn that is under way, and none between two", () => {
    const slate = openSlate();
    const writer = writerOf(slate);
    expect(readSlate(slate)).toBeUndefined();
    writer.begin(ADA, "mail 17");
    expect(readSlate(slate)).toMatchObject({ address: ADA, item: "mail 17" });
    writer.end();
    expect(readSlate(slate)).toBeUndefined();
  });

  test("tells one turn from the next, also of the same agent on the same input", () => {
    const slate = openSlate();
    const writer = writerOf(slate);
    writer.begin(ADA, "timer tea 3");
    const first = readSlate(slate)?.number;
    writer.end();
    writer.begin(ADA, "timer tea 3");
    expect(readSlate(slate)?.number).not.toBe(first);
  });

  test("cuts what is too long instead of writing past its end", () => {
    const slate = openSlate();
    writerOf(slate).begin(ADA, `call ${"x".repeat(5_000)}`);
    expect(readSlate(slate)?.address).toBe(ADA);
  });
});
