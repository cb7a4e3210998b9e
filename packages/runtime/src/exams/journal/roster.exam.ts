import { describe, expect, test } from "vitest";
import { PARTITIONS } from "../../address.ts";
import type { Journal, Owned } from "../../ports/journal.ts";
import { planFootprint, WHOLE } from "./footprint.ts";
import type { OpenHall } from "./hall.ts";
import { batchOf, isSettledSoon, joinAs, type Seat, takeSeat } from "./seat.ts";

/** A node is a row; it owns what nobody else does, until it leaves or is buried. */
export function rosterExam(open: OpenHall): void {
  describe("roster", () => {
    const seat = takeSeat(open);
    examLease(seat);
    examBurial(seat);
    examPlacement(seat);
  });
}

function examLease(seat: () => Seat): void {
  test("who joins is a member, and learns the database's time", async () => {
    const { one, commit } = seat();
    const before = await commit({});
    const { now, members } = await joinAs(one, { incarnation: "joins", release: 4 });
    if (before.outcome !== "committed") expect.unreachable();
    expect(now).toBeGreaterThanOrEqual(before.at);
    expect(members).toContainEqual({ incarnation: "joins", node: "of joins", release: 4 });
    await one.leave("joins");
  });

  test("the write release is that of the oldest member", async () => {
    const { one, node, leaseMs } = seat();
    const renewed = async () => {
      const roster = await one.renew({ incarnation: node, leaseMs: 3_600_000 });
      return roster === "lost" ? roster : roster.writeRelease;
    };
    expect(await renewed()).toBe(1);
    expect(await joinAs(one, { incarnation: "newer", release: 2 })).toMatchObject({
      writeRelease: 1,
    });
    expect(await joinAs(one, { incarnation: "older", release: 0 })).toMatchObject({
      writeRelease: 0,
    });
    await one.leave("older");
    await one.leave("newer");
    expect(await renewed()).toBe(1);
    expect(leaseMs).toBeGreaterThan(0);
  });

  test("who renews in time is not buried", async () => {
    const { one, other, leaseMs, pass } = seat();
    const incarnation = "renews";
    await joinAs(one, { incarnation, leaseMs });
    for (let i = 0; i < 3; i++) {
      await pass(leaseMs / 2);
      expect(await one.renew({ incarnation, leaseMs })).not.toBe("lost");
      expect(await other.bury()).toEqual([]);
    }
    await one.leave(incarnation);
  });

  test("who left cannot renew, and nobody can who never joined", async () => {
    const { one, leaseMs } = seat();
    await joinAs(one, { incarnation: "left" });
    await one.leave("left");
    expect(await one.renew({ incarnation: "left", leaseMs })).toBe("lost");
    expect(await one.renew({ incarnation: "never", leaseMs })).toBe("lost");
  });
}

function examBurial(seat: () => Seat): void {
  test("who does not renew is buried once, and cannot come back", async () => {
    const { one, other, leaseMs, pass } = seat();
    const incarnation = "buried";
    await joinAs(one, { incarnation, leaseMs });
    expect(await other.bury()).toEqual([]);
    await pass(leaseMs * 1.5);
    const buried = await Promise.all([one.bury(), other.bury()]);
    expect(buried.flat()).toEqual([incarnation]);
    expect(await one.renew({ incarnation, leaseMs })).toBe("lost");
    expect(await one.commit({ incarnation, lane: 1, batch: batchOf({}) })).toEqual({
      outcome: "fenced",
    });
    const roster = await other.renew({ incarnation: seat().otherNode, leaseMs: 3_600_000 });
    expect(roster).toMatchObject({ members: expect.not.arrayContaining([{ incarnation }]) });
  });

  test("what the buried owned is free, under a new epoch", async () => {
    const { one, other, otherNode, leaseMs, pass } = seat();
    const incarnation = "owned before";
    await joinAs(one, { incarnation, leaseMs });
    expect(await one.claim({ incarnation, partitions: [40, 41] })).toHaveLength(2);
    const before = await placeOf(other, 40);
    await pass(leaseMs * 1.5);
    await other.bury();
    const after = await placeOf(other, 40);
    expect(after.owner).toBeNull();
    expect(after.epoch).toBeGreaterThan(before.epoch);
    expect(await other.claim({ incarnation: otherNode, partitions: [40] })).toEqual([40]);
  });

  test("a burial waits for the commit in flight, which is there whole", async () => {
    const { connect, other, leaseMs, pass, holdNextCommit } = seat();
    const incarnation = "slow writer";
    const writer = await connect();
    const { batch, traces } = await planFootprint(seat());
    await joinAs(writer, { incarnation, leaseMs });
    const { held, letGo } = await holdNextCommit();
    const commit = writer.commit({ incarnation, lane: 0, batch });
    await held;
    await pass(leaseMs * 1.5);
    const burial = other.bury();
    expect(await isSettledSoon(seat(), burial)).toBe(false);
    await letGo();
    expect(await commit).toMatchObject({ outcome: "committed" });
    expect(await burial).toEqual([incarnation]);
    expect(await traces()).toEqual(WHOLE);
  });

  test("who renews while its burial waits for its commit lives on", async () => {
    const { connect, one, other, leaseMs, pass, holdNextCommit } = seat();
    const incarnation = "came back";
    const writer = await connect();
    const { batch } = await planFootprint(seat());
    await joinAs(writer, { incarnation, leaseMs });
    const { held, letGo } = await holdNextCommit();
    const commit = writer.commit({ incarnation, lane: 0, batch });
    await held;
    await pass(leaseMs * 1.5);
    const burial = other.bury();
    await pass(leaseMs / 4);
    const renewal = one.renew({ incarnation, leaseMs: 3_600_000 });
    await pass(leaseMs / 4);
    await letGo();
    await commit;
    // Whoever is first: told that it lives, it is not buried, and the other way round.
    const [buried, roster] = await Promise.all([burial, renewal]);
    expect(buried).toEqual(roster === "lost" ? [incarnation] : []);
    await one.leave(incarnation);
  });
}

function examPlacement(seat: () => Seat): void {
  test("every partition has its place, once", async () => {
    const owned = await seat().one.placement();
    const partitions = owned
      .map(({ partition }) => partition)
      .toSorted((one, other) => one - other);
    expect(partitions).toEqual(Array.from({ length: PARTITIONS }, (_, i) => i));
  });

  test("of many who claim at once, each partition gets one", async () => {
    const { one, other, node, otherNode } = seat();
    const partitions = Array.from({ length: 100 }, (_, i) => 100 + i);
    const gains = await Promise.all([
      one.claim({ incarnation: node, partitions }),
      other.claim({ incarnation: otherNode, partitions: partitions.toReversed() }),
    ]);
    expect(gains.flat().toSorted(byNumber)).toEqual(partitions);
    for (const { partition, owner } of await one.placement()) {
      if (gains[0].includes(partition)) expect(owner).toBe(node);
      if (gains[1].includes(partition)) expect(owner).toBe(otherNode);
    }
  });

  test("nobody takes what is owned, and a stranger takes nothing", async () => {
    const { one, other, node, otherNode } = seat();
    await one.claim({ incarnation: node, partitions: [300] });
    expect(await other.claim({ incarnation: otherNode, partitions: [300, 301] })).toEqual([301]);
    expect(await one.claim({ incarnation: "stranger", partitions: [302] })).toEqual([]);
    expect((await placeOf(one, 302)).owner).toBeNull();
  });

  test("what is given up is free under a new epoch; what is another's stays", async () => {
    const { one, other, node, otherNode } = seat();
    await one.claim({ incarnation: node, partitions: [400, 401] });
    await other.claim({ incarnation: otherNode, partitions: [402] });
    const before = await placeOf(one, 400);
    await one.release({ incarnation: node, partitions: [400, 402] });
    const after = await placeOf(one, 400);
    expect([after.owner, after.epoch > before.epoch]).toEqual([null, true]);
    expect((await placeOf(one, 401)).owner).toBe(node);
    expect((await placeOf(one, 402)).owner).toBe(otherNode);
  });

  test("a new owner never has the epoch of the one before", async () => {
    const { one, other, node, otherNode } = seat();
    const epochs: number[] = [];
    for (let i = 0; i < 4; i++) {
      const [journal, incarnation] = i % 2 === 0 ? [one, node] : [other, otherNode];
      await journal.claim({ incarnation, partitions: [500] });
      epochs.push((await placeOf(one, 500)).epoch);
      await journal.release({ incarnation, partitions: [500] });
    }
    expect(epochs).toEqual([...new Set(epochs)].toSorted((one_, next) => one_ - next));
  });

  test("a partition that was declined waits for a newer node", async () => {
    const { one, other, node, otherNode } = seat();
    await one.claim({ incarnation: node, partitions: [600] });
    await one.release({ incarnation: node, partitions: [600], minRelease: 2 });
    expect(await placeOf(one, 600)).toMatchObject({ owner: null, minRelease: 2 });
    expect(await other.claim({ incarnation: otherNode, partitions: [600, 601] })).toEqual([601]);
    await joinAs(one, { incarnation: "newer node", release: 2 });
    expect(await one.claim({ incarnation: "newer node", partitions: [600] })).toEqual([600]);
    await one.leave("newer node");
  });

  test("who leaves gives up everything", async () => {
    const { one } = seat();
    await joinAs(one, { incarnation: "leaves" });
    await one.claim({ incarnation: "leaves", partitions: [700, 701] });
    const before = await placeOf(one, 700);
    await one.leave("leaves");
    const after = await placeOf(one, 700);
    expect([after.owner, after.epoch > before.epoch]).toEqual([null, true]);
    const owners = (await one.placement()).map(({ owner }) => owner);
    expect(owners).not.toContain("leaves");
    await one.leave("leaves");
  });
}

function byNumber(one: number, other: number): number {
  return one - other;
}

async function placeOf(journal: Journal, partition: number): Promise<Owned> {
  const owned = (await journal.placement()).find((place) => place.partition === partition);
  if (owned === undefined) throw new TypeError(`Partition ${partition} has no place`);
  return owned;
}
