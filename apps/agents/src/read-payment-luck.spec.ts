import { expect, test } from "vitest";
import { readPaymentLuck } from "./read-payment-luck.ts";

test("an operator says when payments go wrong, by rule and by chance", () => {
  const luck = {
    rules: [{ deed: "hold", endsIn: 13, meets: "decline" }],
    chances: { dawdle: 0.25 },
  };
  expect(readPaymentLuck(JSON.stringify(luck))).toEqual(luck);
  expect(readPaymentLuck("{}")).toEqual({});
});

test.for(["", "well", "[]", '{"rules":[{"meets":"luck"}]}', '{"chances":{"decline":2}}'])(
  "%j makes no sense",
  (text) => {
    expect(readPaymentLuck(text)).toBeUndefined();
  },
);
