import { expect, test } from "vitest";
import { Fault } from "./fault.ts";

test("a fault says what was being done, what broke, and whether to ask again", () => {
  const cause = new Error("ECONNRESET");
  const fault = new Fault("Cannot reach the vendor", { retry: true, cause });
  expect(fault).toMatchObject({ name: "Fault", message: "Cannot reach the vendor", retry: true });
  expect(fault.cause).toBe(cause);
});
