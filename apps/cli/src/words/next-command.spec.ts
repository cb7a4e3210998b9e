import { expect, test } from "vitest";
import { type Command, done, type Request } from "../command/command.ts";
import { nextCommand } from "./next-command.ts";

const command: Command = { name: "agents", summary: "", run: async () => done([]) };
const GOOD: Request = { command, positionals: [], options: { role: "driver" }, flags: new Set() };

test("the next page is asked for as this one was", () => {
  const next = nextCommand(GOOD, "driver/drv_1");
  expect(next).toBe("pnpm msafara agents --role driver --after driver/drv_1");
});

test("the next page replaces the place where this one began", () => {
  const second = { ...GOOD, options: { after: "driver/drv_1" }, flags: new Set(["json"]) };
  expect(nextCommand(second, "driver/drv_2")).toBe(
    "pnpm msafara agents --after driver/drv_2 --json",
  );
});

test("a shell takes a strange address for one word", () => {
  expect(nextCommand(GOOD, "driver/it's; ls")).toContain(`--after 'driver/it'\\''s; ls'`);
});
