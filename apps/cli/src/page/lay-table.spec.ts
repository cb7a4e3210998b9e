import { expect, test } from "vitest";
import { layTable, type Table } from "./lay-table.ts";

const PLAIN = { width: 80, colours: false };
const GOOD: Table = {
  columns: [{ title: "ADDRESS" }, { title: "PHASE", fluid: 6 }, { title: "MAIL", right: true }],
  rows: [
    ["driver/drv_1", "on-duty-and-far-away", "3"],
    ["driver/drv_22", "idle", "12"],
  ],
};

test("columns stand below one another, numbers to the right", () => {
  expect(layTable(GOOD, PLAIN)).toEqual([
    "ADDRESS        PHASE                 MAIL",
    "driver/drv_1   on-duty-and-far-away     3",
    "driver/drv_22  idle                    12",
  ]);
});

test("what may be shortened is, when the terminal is narrow", () => {
  const lines = layTable(GOOD, { ...PLAIN, width: 30 });
  expect(lines[1]).toBe("driver/drv_1   on-duty-…     3");
});

test("an address is never shortened: the row gets two lines instead", () => {
  expect(layTable(GOOD, { ...PLAIN, width: 24 })).toEqual([
    "driver/drv_1",
    "  phase on-duty-and-far…",
    "  mail 3",
    "driver/drv_22",
    "  phase idle, mail 12",
  ]);
});

test("a cell cannot paint the terminal, and only titles are painted", () => {
  const spoiled: Table = { ...GOOD, rows: [["driver/\u001b[31m", "x", "1"]] };
  const [title, row] = layTable(spoiled, { ...PLAIN, colours: true });
  expect(title?.startsWith("\u001b[1m")).toBe(true);
  expect(row).not.toContain("\u001b");
});
