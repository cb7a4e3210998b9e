import { describe, expect, test } from "vitest";
import { IDENTITY_EXAMPLES } from "../examples/identity-examples.ts";
import { newApiKeySchema } from "./api-key.ts";
import { loginSchema } from "./login.ts";
import { registrationSchema } from "./registration.ts";
import { tokensSchema } from "./token.ts";

const good = IDENTITY_EXAMPLES.Registration;

function mayRegister(spoil: object): boolean {
  return registrationSchema.safeParse({ ...good, ...spoil }).success;
}

describe("a registration", () => {
  test.for(["admin", "support", "owner", "", "Shipper"])(
    "as %j is for operators or nobody",
    (role) => {
      expect(mayRegister({ role })).toBe(false);
    },
  );

  test.for([
    ["seven letters", "1234567", false],
    ["eight", "12345678", true],
    ["a sentence", "a long way to Kisumu, and back", true],
    ["a hundred and twenty-eight", "x".repeat(128), true],
    ["one more than that", "x".repeat(129), false],
    ["a NUL, which ends many a hash early", "a long way\u0000 to Kisumu", false],
  ] as const)("with a password of %s", ([, password, isFine]) => {
    expect(mayRegister({ password })).toBe(isFine);
  });

  test("keeps the blanks of a password, and none around a name", () => {
    const read = registrationSchema.parse({ ...good, password: "  blanks  ", name: " Ada  " });
    expect([read.password, read.name]).toEqual(["  blanks  ", "Ada"]);
  });
});

test("old passwords of any length are tried, so that nobody is locked out by a new rule", () => {
  const { phone } = IDENTITY_EXAMPLES.Login;
  expect(loginSchema.safeParse({ phone, password: "x" }).success).toBe(true);
});

test.for(["12345", "1234567", "12 456", "١٢٣٤٥٦"])("%j is no second factor", (otp) => {
  expect(loginSchema.safeParse({ ...IDENTITY_EXAMPLES.Login, otp }).success).toBe(false);
});

test.for([
  ["for nothing", [], false],
  ["for one thing twice", ["desk", "desk"], false],
  ["for everything", ["everything"], false],
  ["for two things", ["desk", "shipments"], true],
] as const)("a key %s", ([, scopes, isFine]) => {
  expect(newApiKeySchema.safeParse({ name: "Voice desk", scopes }).success).toBe(isFine);
});

test("tokens bear the names of RFC 6749 and live a quarter of an hour (R20, U185)", () => {
  expect(tokensSchema.safeParse(IDENTITY_EXAMPLES.Tokens).success).toBe(true);
  const tooLong = { ...IDENTITY_EXAMPLES.Tokens, expires_in: 901 };
  expect(tokensSchema.safeParse(tooLong).success).toBe(false);
});
