import { expect, test } from "vitest";
import { Fault } from "./fault.ts";

test("a fault says what was being done, what broke, and whether to ask again", () => {
  const cause = new Error("ECONNRESET");
  const fault = new Fault("Cannot reach the vendor", { retry: true, cause });
  expect(fault).toMatchObject({ name: "Fault", message: "Cannot reach the vendor", retry: true });
  expect(fault.cause).toBe(cause);
  expect(fault.code).toBeUndefined();
});

test("a fault may carry the word that a rule knows", () => {
  const fault = new Fault("Cannot hold the money", { retry: false, code: "card-declined" });
  expect(fault).toMatchObject({ code: "card-declined", retry: false });
});
