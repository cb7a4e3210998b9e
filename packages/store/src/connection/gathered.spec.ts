import { Fault } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { gathered } from "./gathered.ts";

const ONE_AT_A_TIME = { flightsMax: 1, wishesMax: 3 };

/** A desk that answers when it is told to, and remembers what it was asked together. */
function openDesk() {
  const asked: (readonly string[])[] = [];
  const open: PromiseWithResolvers<readonly string[]>[] = [];
  const ask = async (wishes: readonly string[]) => {
    asked.push(wishes);
    const answer = Promise.withResolvers<readonly string[]>();
    open.push(answer);
    return await answer.promise;
  };
  const answer = (i: number) => open[i]!.resolve(asked[i]!.map((wish) => `${wish}!`));
  return { asked, ask, answer, fail: (i: number, error: unknown) => open[i]!.reject(error) };
}

describe("questions that are put together", () => {
  test("go at once when nobody waits, and whoever comes meanwhile goes with the next", async () => {
    const desk = openDesk();
    const ask = gathered(desk.ask, ONE_AT_A_TIME);
    const first = ask("amina");
    const others = ["juma", "otieno"].map(ask);
    expect(desk.asked).toEqual([["amina"]]);
    desk.answer(0);
    await expect(first).resolves.toBe("amina!");
    desk.answer(1);
    await expect(Promise.all(others)).resolves.toEqual(["juma!", "otieno!"]);
    expect(desk.asked).toEqual([["amina"], ["juma", "otieno"]]);
  });

  test("are never answered from a question that was put before", async () => {
    const desk = openDesk();
    const ask = gathered(desk.ask, ONE_AT_A_TIME);
    const before = ask("is he suspended?");
    const after = ask("is he suspended?");
    desk.answer(0);
    await before;
    expect(desk.asked).toHaveLength(2);
    desk.answer(1);
    await after;
  });

  test("are no longer than they may be, and keep their order", async () => {
    const desk = openDesk();
    const ask = gathered(desk.ask, ONE_AT_A_TIME);
    const all = ["a", "b", "c", "d", "e"].map(ask);
    for (const i of [0, 1, 2]) {
      desk.answer(i);
      await all[i * 3];
    }
    await expect(Promise.all(all)).resolves.toEqual(["a!", "b!", "c!", "d!", "e!"]);
    expect(desk.asked).toEqual([["a"], ["b", "c", "d"], ["e"]]);
  });

  test("fail together, and the next are put as if nothing had been", async () => {
    const desk = openDesk();
    const ask = gathered(desk.ask, ONE_AT_A_TIME);
    const lost = new Fault("The database failed us", { retry: true });
    const first = ask("amina");
    const second = ask("juma");
    desk.fail(0, lost);
    await expect(first).rejects.toBe(lost);
    desk.answer(1);
    await expect(second).resolves.toBe("juma!");
  });

  test("may be on their way side by side", async () => {
    const desk = openDesk();
    const ask = gathered(desk.ask, { flightsMax: 2, wishesMax: 3 });
    const all = ["a", "b", "c"].map(ask);
    expect(desk.asked).toEqual([["a"], ["b"]]);
    desk.answer(1);
    await all[1];
    expect(desk.asked).toEqual([["a"], ["b"], ["c"]]);
    desk.answer(0);
    desk.answer(2);
    await Promise.all(all);
  });
});
