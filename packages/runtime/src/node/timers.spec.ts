import { array, assert, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf } from "../address.ts";
import type { TimerRow } from "../ports/batch.ts";
import { ArmedTimers } from "./timers.ts";

function timer({
  due,
  name = "tea",
  generation = 1,
  id = "ada",
}: Partial<TimerRow> & { id?: string }): TimerRow {
  return {
    address: addressOf("purse", id),
    name,
    due: due ?? 0,
    generation,
    body: new Uint8Array(),
  };
}

describe("armed timers", () => {
  test("come up soonest first, and not before they are due", () => {
    const timers = new ArmedTimers();
    for (const due of [30, 10, 20]) timers.arm(timer({ due, name: `at ${due}` }));
    expect(timers.next).toBe(10);
    expect([timers.pop(25), timers.pop(25), timers.pop(25)].map((it) => it?.due)).toEqual([
      10,
      20,
      undefined,
    ]);
  });

  test("one that is moved comes up at its new time only", () => {
    const timers = new ArmedTimers();
    timers.arm(timer({ due: 10, generation: 1 }));
    timers.arm(timer({ due: 50, generation: 2 }));
    expect(timers.pop(49)).toBeUndefined();
    expect(timers.pop(50)?.generation).toBe(2);
  });

  test("an old setting that is read late does not replace a newer one", () => {
    const timers = new ArmedTimers();
    timers.arm(timer({ due: 50, generation: 2 }));
    timers.arm(timer({ due: 10, generation: 1 }));
    expect(timers.next).toBe(50);
  });

  test("one that is dropped does not come up, and nothing is left of it", () => {
    const timers = new ArmedTimers();
    timers.arm(timer({ due: 10 }));
    timers.disarm(timer({ due: 10 }));
    expect([timers.pop(99), timers.next, timers.size]).toEqual([undefined, undefined, 0]);
  });

  test("one that was handed out still stands until its turn is committed", () => {
    const timers = new ArmedTimers();
    const tea = timer({ due: 10 });
    timers.arm(tea);
    expect(timers.pop(10)).toEqual(tea);
    expect(timers.has(tea)).toBe(true);
  });

  test("one that is looked up again while it waits comes up once", () => {
    const timers = new ArmedTimers();
    timers.arm(timer({ due: 10 }));
    timers.disarm(timer({ due: 10 }));
    timers.arm(timer({ due: 10 }));
    expect([timers.pop(99)?.due, timers.pop(99)]).toEqual([10, undefined]);
  });

  test("one that was handed out to an agent that moved away can be armed again when it comes back", () => {
    const timers = new ArmedTimers();
    const tea = timer({ due: 10 });
    timers.arm(tea);
    timers.pop(10);
    timers.disarmAll((address) => address === tea.address);
    timers.arm(tea);
    expect(timers.pop(10)).toEqual(tea);
  });

  test("whatever is armed, moved and dropped, what comes up is what stands, in order", () => {
    const step = record({
      id: integer({ min: 0, max: 5 }),
      due: integer({ min: 0, max: 50 }),
      drop: integer({ min: 0, max: 3 }),
    });
    const anyDay = property(array(step, { maxLength: 60 }), (steps) => {
      const timers = new ArmedTimers();
      const stands = new Map<string, TimerRow>();
      for (const [i, { id, due, drop }] of steps.entries()) {
        const one = timer({ id: `a${id}`, due, generation: i + 1 });
        if (drop === 0) {
          timers.disarm(one);
          stands.delete(one.address);
        } else {
          timers.arm(one);
          stands.set(one.address, one);
        }
      }
      const expected = [...stands.values()]
        .map(({ due }) => due)
        .toSorted((one, other) => one - other);
      const came: number[] = [];
      for (let next = timers.pop(99); next !== undefined; next = timers.pop(99))
        came.push(next.due);
      expect(came).toEqual(expected);
    });
    assert(anyDay);
  });
});
