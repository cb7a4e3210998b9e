import { array, assert, boolean, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { openWaitLines } from "./wait-lines.ts";

const quick = (name: string) => ({ name, isQuick: true });
const slow = (name: string) => ({ name, isQuick: false });

describe("the lines in front of the threads", () => {
  test("have room for so many each, so that long questions leave short ones their own", () => {
    const lines = openWaitLines(2);
    const all = [slow("a"), slow("b"), slow("c"), quick("d"), quick("e"), quick("f")];
    expect(all.map(lines.join)).toEqual([true, true, false, true, true, false]);
  });

  test("let whoever came first go first, and the thread for short questions take no long one", () => {
    const lines = openWaitLines(9);
    const [tour, route] = [slow("tour"), quick("route")];
    for (const waiter of [tour, route]) lines.join(waiter);
    expect(lines.next(true)).toBe(route);
    expect(lines.next(true)).toBeUndefined();
    expect(lines.next(false)).toBe(tour);
  });

  test("lose nobody, and keep the order of their coming", () => {
    assert(
      property(array(boolean()), (kinds) => {
        const lines = openWaitLines<{ readonly isQuick: boolean }>(kinds.length);
        const all = kinds.map((isQuick) => ({ isQuick }));
        for (const waiter of all) lines.join(waiter);
        expect(all.map(() => lines.next(false))).toEqual(all);
        expect(lines.next(false)).toBeUndefined();
      }),
    );
  });

  test("forget whoever leaves", () => {
    const lines = openWaitLines(9);
    const tour = slow("tour");
    lines.join(tour);
    lines.join(quick("route"));
    expect(lines.leave(tour)).toBe(1);
    expect(lines.all()).toEqual([quick("route")]);
  });
});
