import { describe, expect, test } from "vitest";
import { type Address, partitionOf } from "../../address.ts";
import type { TimerRow } from "../../ports/batch.ts";
import type { Journal } from "../../ports/journal.ts";
import type { OpenHall } from "./hall.ts";
import { bytesOf, partitionsOf, type Seat, takeSeat, timerOf } from "./seat.ts";

const NOON = 1_800_000_000_000;

/** Timers are rows: set, moved, cancelled and fired by the commit alone. */
export function timersExam(open: OpenHall): void {
  describe("timers", () => {
    const seat = takeSeat(open);
    examLives(seat);
    examDue(seat);
  });
}

function examLives(seat: () => Seat): void {
  test("a timer is kept to the byte", async () => {
    const { commit, fresh, other } = seat();
    const timer = timerOf(fresh(), "expiry", { generation: 7, body: bytesOf({ bid: 1 }) });
    await commit({ timers: [timer] });
    const [kept] = await other.timersOf([timer.address]);
    expect({ ...kept, body: [...(kept?.body ?? [])] }).toEqual({ ...timer, body: [...timer.body] });
  });

  test("setting a timer that is set moves it", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({ timers: [timerOf(address, "expiry", { due: NOON })] });
    await commit({ timers: [timerOf(address, "expiry", { due: NOON + 5, generation: 2 })] });
    const timers = await one.timersOf([address]);
    expect(timers.map(({ due, generation }) => [due, generation])).toEqual([[NOON + 5, 2]]);
  });

  test("a cancelled timer is gone, the agent's others stay, and cancelling none is fine", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({ timers: [timerOf(address, "expiry"), timerOf(address, "reminder")] });
    const cancelled = [
      { address, name: "expiry" },
      { address, name: "never set" },
    ];
    expect(await commit({ cancelled })).toMatchObject({ outcome: "committed" });
    expect((await one.timersOf([address])).map(({ name }) => name)).toEqual(["reminder"]);
  });

  test("a timer fires once", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({ timers: [timerOf(address, "expiry")] });
    const fired = [{ address, name: "expiry", generation: 1 }];
    expect(await commit({ fired })).toMatchObject({ outcome: "committed" });
    expect(await one.timersOf([address])).toEqual([]);
    expect(await commit({ fired })).toEqual({ outcome: "stale", what: "timers" });
  });

  test("a timer that was cancelled does not fire", async () => {
    const { commit, fresh } = seat();
    const address = fresh();
    await commit({ timers: [timerOf(address, "expiry")] });
    await commit({ cancelled: [{ address, name: "expiry" }] });
    const fired = [{ address, name: "expiry", generation: 1 }];
    expect(await commit({ fired })).toEqual({ outcome: "stale", what: "timers" });
  });

  test("a timer that fires may be set anew by the same turn", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    await commit({ timers: [timerOf(address, "tick")] });
    const fired = [{ address, name: "tick", generation: 1 }];
    await commit({ fired, timers: [timerOf(address, "tick", { generation: 2 })] });
    expect((await one.timersOf([address])).map(({ generation }) => generation)).toEqual([2]);
  });

  test("of two who fire one timer at once, one is refused", async () => {
    const { commit, commitElsewhere, fresh } = seat();
    const address = fresh();
    await commit({ timers: [timerOf(address, "expiry")] });
    const fired = [{ address, name: "expiry", generation: 1 }];
    const outcomes = await Promise.all([commit({ fired }), commitElsewhere({ fired })]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["committed", "stale"]);
  });
}

function examDue(seat: () => Seat): void {
  test.for([1, 2, 3, 100])("timers come soonest first, in pages of %i", async (limit) => {
    const { commit, fresh, one } = seat();
    const [ada, ben] = [fresh(), fresh()];
    const inOrder = [
      timerOf(ada, "z", { due: NOON }),
      timerOf(ada, "a", { due: NOON + 1 }),
      timerOf(ada, "b", { due: NOON + 1 }),
      timerOf(ben, "a", { due: NOON + 1 }),
      timerOf(ben, "m", { due: NOON + 2 }),
      timerOf(ada, "m", { due: NOON + 3 }),
    ];
    await commit({ timers: inOrder.toReversed() });
    const found = await readDue(one, { addresses: [ada, ben], until: NOON + 3, limit });
    expect(found.map(placeOf)).toEqual(inOrder.map(placeOf));
  });

  test("timers are due up to the instant asked, and not beyond", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    const dues = [NOON - 1, NOON, NOON + 1];
    await commit({ timers: dues.map((due, i) => timerOf(address, `t${i}`, { due })) });
    const found = await readDue(one, { addresses: [address], until: NOON, limit: 10 });
    expect(found.map(({ due }) => due)).toEqual([NOON - 1, NOON]);
  });

  test("timers of other partitions are not told", async () => {
    const { commit, fresh, one } = seat();
    const here = fresh();
    let there = fresh();
    while (partitionOf(there) === partitionOf(here)) there = fresh();
    await commit({
      timers: [timerOf(here, "t", { due: NOON }), timerOf(there, "t", { due: NOON })],
    });
    const timers = await one.timers({ partitions: [partitionOf(here)], until: NOON, limit: 1_000 });
    const addresses = timers.map(({ address }) => address);
    expect(addresses).toContain(here);
    expect(addresses).not.toContain(there);
  });

  test("paging goes on after a timer that has fired meanwhile", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    const timers = ["a", "b", "c"].map((name) => timerOf(address, name, { due: NOON }));
    await commit({ timers });
    const wish = { partitions: partitionsOf([address]), until: NOON };
    const page = await one.timers({ ...wish, limit: 1_000 });
    const after = page.find((timer) => timer.address === address);
    await commit({ fired: [{ address, name: "a", generation: 1 }] });
    const rest = await one.timers({ ...wish, after: after!, limit: 1_000 });
    const names = rest.filter((timer) => timer.address === address).map(({ name }) => name);
    expect(names).toEqual(["b", "c"]);
  });
}

/** Pages through what is due, and keeps what belongs to the addresses. */
async function readDue(
  journal: Journal,
  wish: { readonly addresses: readonly Address[]; readonly until: number; readonly limit: number },
): Promise<readonly TimerRow[]> {
  const { addresses, until, limit } = wish;
  const found: TimerRow[] = [];
  for (;;) {
    const after = found.at(-1);
    const page = await journal.timers({
      partitions: partitionsOf(addresses),
      until,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...page);
    if (page.length < limit) return found.filter(({ address }) => addresses.includes(address));
  }
}

function placeOf({ due, address, name }: TimerRow): readonly unknown[] {
  return [due, address, name];
}
