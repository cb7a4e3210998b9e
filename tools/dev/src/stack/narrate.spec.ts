import { expect, test } from "vitest";
import { failureIn, narrate, readLogLine } from "./narrate.ts";

test("somebody at a terminal is told where it runs", () => {
  const line = { event: "single.ready", address: "http://127.0.0.1:8080" };
  expect(narrate(line)).toBe("✓ Msafara runs at http://localhost:8080 (Ctrl-C ends it)");
});

test.for([
  [{ adopted: false }, "✓ PostgreSQL runs (/x)"],
  [{ adopted: true }, "✓ PostgreSQL was still running and goes on (/x)"],
] as const)("and whether the database was still there: %j", ([adopted, told]) => {
  expect(narrate({ event: "database.opened", folder: "/x", ...adopted })).toBe(told);
});

test.for([
  [[], "✓ The database is up to date"],
  [["0008-a.sql", "0009-b.sql"], "✓ The database was brought up to date (0008-a.sql, 0009-b.sql)"],
  [["0001.sql", "0002.sql", "0003.sql"], "✓ The database was brought up to date (3 steps)"],
] as const)("and what became of the database: %j", ([applied, told]) => {
  expect(narrate({ event: "database.migrated", applied })).toBe(told);
});

test("what is for operators is not told", () => {
  expect(narrate({ event: "request.answered", level: "info", message: "x" })).toBeUndefined();
});

test("an error is told, whatever it is", () => {
  expect(narrate({ event: "node.trouble", level: "error", message: "x" })).toBe("! x");
});

test("a line that is no JSON is nothing", () => {
  expect(readLogLine("(node:1) ExperimentalWarning")).toBeUndefined();
});

test("only the server's last line says why it gave up", () => {
  expect(failureIn({ event: "single.failed", sentence: "why" })).toBe("why");
  expect(failureIn({ event: "node.trouble", sentence: "why" })).toBeUndefined();
});
