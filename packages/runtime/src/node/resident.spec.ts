import { describe, expect, test } from "vitest";
import { addressOf } from "../address.ts";
import type { Mail } from "../ports/batch.ts";
import { canTurn, mergeMail, newResident } from "./resident.ts";

const ADA = addressOf("purse", "ada");

function mail(seq: number): Mail {
  return {
    seq,
    receiver: ADA,
    sender: "purse/ben",
    kind: "say",
    body: new Uint8Array(),
    release: 1,
    depth: 0,
    trace: "",
  };
}

describe("a mailbox in memory", () => {
  test("joins what was read with what came meanwhile, once each and in the order of numbers", () => {
    const joined = mergeMail([mail(4), mail(2)], [mail(1), mail(2), mail(3)]);
    expect(joined.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test("an agent runs only when it is loaded, sure of its mail, and not being read", () => {
    const ada = newResident(ADA, undefined, 2);
    expect(canTurn(ada)).toBe(false);
    ada.agent = { state: {}, version: 0, turnedAt: 0, heads: {} };
    expect(canTurn(ada)).toBe(false);
    ada.knows = "complete";
    expect(canTurn(ada)).toBe(true);
    ada.fetching = true;
    expect(canTurn(ada)).toBe(false);
  });
});
