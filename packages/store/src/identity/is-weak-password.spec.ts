import { describe, expect, test } from "vitest";
import { KNOWN_PASSWORDS } from "./known-passwords.ts";
import { isWeakPassword } from "./is-weak-password.ts";

const achieng = { phone: "+254712345678", name: "Achieng Otieno" };

describe("a password is too easy to guess", () => {
  test.for([
    ["everybody's first", "password"],
    ["everybody's first, dressed up", "Password2026!"],
    ["with a space in the middle", "i love you"],
    ["of the country", "Kenya12345"],
    ["of the trade", "Safaricom#1"],
    ["written backwards and forwards by the keyboard", "qwertyuiop"],
    ["one letter over and over", "aaaaaaaaaa"],
    ["one pair over and over", "abababab"],
    ["one year over and over", "20262026"],
    ["counted", "12345678"],
    ["counted past nine", "1234567890"],
    ["counted down", "87654321"],
    ["the alphabet", "abcdefghij"],
    ["her phone", "+254712345678"],
    ["her phone as she says it", "0712345678"],
    ["her phone with something", "0712345678x!"],
    ["her name and a year", "Achieng2026"],
    ["both her names", "otieno.achieng"],
    ["ours", "msafara-2026"],
    ["in letters of full width", "ｐａｓｓｗｏｒｄ"],
  ] as const)("that is %s", ([, password]) => {
    expect(isWeakPassword(password, achieng)).toBe(true);
  });
});

test.for([
  "a long way to Kisumu",
  "safari njema",
  "karibu tena",
  "Achieng drives to Kisumu at dawn",
  "tr0ub4dor&3",
  "xkvmwqpz",
  "ninaenda nyumbani kesho",
  "mvua kubwa",
])("%j is for its owner to know", (password) => {
  expect(isWeakPassword(password, achieng)).toBe(false);
});

test("what is her name is somebody else's password", () => {
  expect(isWeakPassword("Achieng2026", { phone: "+254700000001", name: "Juma" })).toBe(false);
  expect(isWeakPassword("Achieng2026", { phone: "+254700000001" })).toBe(false);
});

test("the list is in the form in which passwords are held against it", () => {
  const odd = [...KNOWN_PASSWORDS].filter((word) => word !== word.toLowerCase());
  expect(odd).toEqual([]);
  expect(KNOWN_PASSWORDS.size).toBeGreaterThan(300);
});
