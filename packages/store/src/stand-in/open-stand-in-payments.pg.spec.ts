import { openTestDatabase } from "@msafara/dev";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  openStandInPayments,
  type StandInPayment,
  type StandInPayments,
} from "./open-stand-in-payments.ts";

const HELD: StandInPayment = {
  key: "eff_1",
  ref: "hold-eff_1",
  deed: "hold",
  outcome: "done",
  captured: false,
  amount: 40_000_00,
  kept: 0,
  currency: "KES",
  at: Date.UTC(2026, 10, 21, 6),
};

describe("the book of the stand-in for payments", () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  let book: StandInPayments;
  beforeAll(async () => {
    database = await openTestDatabase();
    book = openStandInPayments(database.url);
  });
  afterAll(async () => {
    await book.close();
    await database.close();
  });

  test("is there after a restart, line by line", async () => {
    expect(await book.append(HELD)).toBe(true);
    const again = openStandInPayments(database.url);
    expect(await again.read("eff_1")).toEqual(HELD);
    expect(await again.read("eff_2")).toBeUndefined();
    await again.close();
  });

  test("has one line for each key", async () => {
    const line = { ...HELD, key: "eff_3", ref: "hold-eff_3" };
    expect(await book.append(line)).toBe(true);
    expect(await book.append({ ...line, outcome: "card-declined" })).toBe(false);
    expect(await book.read("eff_3")).toEqual(line);
  });

  test("ends a hold once, of ten who try at once, and shows the hold before its end", async () => {
    const ref = "hold-eff_4";
    await book.append({ ...HELD, key: "eff_4", ref });
    const ends = Array.from({ length: 10 }, (_, i) =>
      book.append({ ...HELD, key: `eff_0${i}`, ref, deed: i < 5 ? "void" : "release" }),
    );
    const written = await Promise.all(ends);
    expect(written.filter(Boolean)).toHaveLength(1);
    const done = await book.doneOf(ref);
    expect(done.map(({ deed }) => deed === "hold")).toEqual([true, false]);
  });

  test("keeps refusals, which end nothing", async () => {
    const refused = { ...HELD, key: "eff_5", deed: "void", outcome: "already-captured" } as const;
    expect(await book.append(refused)).toBe(true);
    expect(await book.doneOf("hold-eff_1")).toEqual([HELD]);
  });
});
