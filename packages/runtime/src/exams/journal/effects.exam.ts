import { describe, expect, test } from "vitest";
import type { Address } from "../../address.ts";
import type { ClaimedEffect, Journal } from "../../ports/journal.ts";
import type { OpenHall } from "./hall.ts";
import { bytesOf, effectOf, joinAs, readBox, type Seat, takeSeat } from "./seat.ts";

const LONG_MS = 3_600_000;

/** Effects wait in lanes; one try at a time, counted, and one result. */
export function effectsExam(open: OpenHall): void {
  describe("effects", () => {
    const seat = takeSeat(open);
    examClaims(seat);
    examHolders(seat);
    examOrder(seat);
    examSettling(seat);
  });
}

function examClaims(seat: () => Seat): void {
  test("an effect is claimed as it was written, for the first time", async () => {
    const { address, id } = await writeEffect(seat());
    const [claimed] = await claim(seat().other, "c1", address);
    const { body, ...written } = effectOf(address, id);
    expect({ ...claimed, body: [...(claimed?.body ?? [])] }).toEqual({
      ...written,
      body: [...body],
      attempt: 1,
      claim: "c1",
    });
  });

  test("what is claimed is not claimed again", async () => {
    const { address } = await writeEffect(seat());
    expect(await claim(seat().one, "c1", address)).toHaveLength(1);
    expect(await claim(seat().other, "c2", address)).toEqual([]);
    expect(await claim(seat().one, "c1", address)).toEqual([]);
  });

  test("a claim that ran out may be claimed again, and the try that died counts", async () => {
    const { one, other, pass, leaseMs } = seat();
    const { address } = await writeEffect(seat());
    await claim(one, "c1", address, leaseMs);
    await pass(leaseMs * 1.5);
    const [again] = await claim(other, "c2", address);
    expect(again).toMatchObject({ attempt: 2, claim: "c2" });
  });

  test("claims of all lanes take no more than their limit, and never the same twice", async () => {
    const { one, other } = seat();
    await drain(one);
    const ids = new Set<string>();
    for (let i = 0; i < 9; i++) ids.add((await writeEffect(seat())).id);
    const all = { claim: "c1", claimMs: LONG_MS, limit: 4 };
    const rounds = await Promise.all([
      one.claimEffects(all),
      other.claimEffects({ ...all, claim: "c2" }),
    ]);
    for (const round of rounds) expect(round.length).toBeLessThanOrEqual(4);
    const rest = await one.claimEffects({ ...all, claim: "c3", limit: 100 });
    const claimed = [...rounds.flat(), ...rest].map(({ id }) => id);
    expect(claimed.toSorted()).toEqual([...ids].toSorted());
  });

  test("a lane without an effect has nothing to claim", async () => {
    expect(await claim(seat().one, "c1", seat().fresh())).toEqual([]);
  });
}

function examHolders(seat: () => Seat): void {
  test("a claim ends with the burial of the node that holds it, and the try that died counts", async () => {
    const { one, other, leaseMs, pass } = seat();
    const { address } = await writeEffect(seat());
    await joinAs(one, { incarnation: "dies", leaseMs });
    expect(await claimFor(one, "dies", address)).toMatchObject([{ attempt: 1 }]);
    await pass(leaseMs * 1.5);
    expect(await claim(other, "c2", address)).toEqual([]);
    expect(await other.bury()).toEqual(["dies"]);
    expect(await claim(other, "c2", address)).toMatchObject([{ attempt: 2, claim: "c2" }]);
  });

  test("a node that leaves gives back what it holds", async () => {
    const { one, other } = seat();
    const { address } = await writeEffect(seat());
    await joinAs(one, { incarnation: "leaves" });
    await claimFor(one, "leaves", address);
    await one.leave("leaves");
    expect(await claim(other, "c2", address)).toMatchObject([{ attempt: 2 }]);
  });

  test("whoever was buried, or never lived, claims nothing and takes nothing from others", async () => {
    const { one, other, otherNode, leaseMs, pass } = seat();
    const { address } = await writeEffect(seat());
    await joinAs(one, { incarnation: "ghost", leaseMs });
    await pass(leaseMs * 1.5);
    await other.bury();
    expect(await claimFor(one, "ghost", address)).toEqual([]);
    expect(await claimFor(one, "nobody", address)).toEqual([]);
    expect(await claimFor(other, otherNode, address)).toMatchObject([{ attempt: 1 }]);
  });

  test("whoever was only taken for dead is heard unless somebody took over, and then no more", async () => {
    const { one, other, leaseMs, pass } = seat();
    const [early, late] = [await writeEffect(seat()), await writeEffect(seat())];
    await joinAs(one, { incarnation: "paused", leaseMs });
    await claimFor(one, "paused", early.address);
    await claimFor(one, "paused", late.address);
    await pass(leaseMs * 1.5);
    await other.bury();
    await claim(other, "new", late.address);
    const settled = { claim: "of paused", kind: "hold.done", body: bytesOf({}), release: 1 };
    expect(await one.settleEffect({ ...settled, id: early.id })).toBe("last");
    expect(await one.settleEffect({ ...settled, id: late.id })).toBe("lost");
    expect(await one.deferEffect({ id: late.id, claim: "of paused", waitMs: 1 })).toBe(false);
    expect(await readBox(other, early.address)).toHaveLength(1);
    expect(await readBox(other, late.address)).toEqual([]);
    expect(await other.settleEffect({ ...settled, id: late.id, claim: "new" })).toBe("last");
  });

  test("a burial ends the claims of the dead alone, and hurries nothing that was put off", async () => {
    const { one, other, otherNode, leaseMs, pass } = seat();
    const [living, waiting] = [await writeEffect(seat()), await writeEffect(seat())];
    await joinAs(one, { incarnation: "mourned", leaseMs });
    await claimFor(other, otherNode, living.address);
    await claimFor(one, "mourned", waiting.address);
    const putOff = { id: waiting.id, claim: "of mourned", waitMs: LONG_MS };
    expect(await one.deferEffect(putOff)).toBe(true);
    await pass(leaseMs * 1.5);
    expect(await other.bury()).toEqual(["mourned"]);
    expect(await claim(one, "c2", living.address)).toEqual([]);
    expect(await claim(one, "c2", waiting.address)).toEqual([]);
  });

  test("an effect that changed hands goes by its new holder's life", async () => {
    const { one, other, otherNode, leaseMs, pass } = seat();
    const { address } = await writeEffect(seat());
    await joinAs(one, { incarnation: "slow", leaseMs: leaseMs * 3 });
    await claimFor(one, "slow", address, leaseMs);
    await pass(leaseMs * 1.5);
    expect(await claimFor(other, otherNode, address)).toMatchObject([{ attempt: 2 }]);
    await pass(leaseMs * 3);
    expect(await other.bury()).toEqual(["slow"]);
    expect(await claim(one, "c3", address)).toEqual([]);
  });
}

function examOrder(seat: () => Seat): void {
  test("a lane goes in the order written, one at a time", async () => {
    const { commit, one, other, fresh, freshId } = seat();
    const address = fresh();
    const ids = ["hold", "raise", "void"].map((kind) => freshId(kind));
    await commit({ effects: ids.slice(0, 2).map((id) => effectOf(address, id)) });
    await commit({ effects: ids.slice(2).map((id) => effectOf(address, id)) });
    const order: string[] = [];
    for (const journal of [one, other, one]) {
      const [head, ...more] = await claim(journal, "c1", address);
      expect(more).toEqual([]);
      expect(await claim(other, "c2", address)).toEqual([]);
      order.push(head?.id ?? "none");
      await settle(journal, head);
    }
    expect(order).toEqual(ids);
  });

  test("an effect that waits keeps the ones behind it waiting", async () => {
    const { commit, one, fresh, freshId, pass, leaseMs } = seat();
    const address = fresh();
    const ids = [freshId("eff"), freshId("eff")];
    await commit({ effects: ids.map((id) => effectOf(address, id)) });
    await claim(one, "c1", address);
    expect(await one.deferEffect({ id: ids[0]!, claim: "c1", waitMs: leaseMs })).toBe(true);
    expect(await claim(one, "c2", address)).toEqual([]);
    await pass(leaseMs * 1.5);
    expect(await claim(one, "c3", address)).toMatchObject([{ id: ids[0], attempt: 2 }]);
  });

  test("claims of all lanes take only what is first in its lane", async () => {
    const { commit, one, other, fresh, freshId } = seat();
    const [address, neighbour] = [fresh(), fresh()];
    await drain(one);
    const ids = [freshId("eff"), freshId("eff"), freshId("eff")];
    const lanes = ids.map((id) => effectOf(address, id));
    await commit({ effects: [...lanes, effectOf(neighbour, freshId("eff"))] });
    const all = { claimMs: LONG_MS, limit: 10 };
    const first = await one.claimEffects({ ...all, claim: "c1" });
    expect(first.map(({ address: of }) => of).toSorted()).toEqual([address, neighbour].toSorted());
    expect(first.map(({ id }) => id)).toContain(ids[0]);
    expect(await other.claimEffects({ ...all, claim: "c2" })).toEqual([]);
    await settle(
      one,
      first.find(({ id }) => id === ids[0]),
    );
    expect(await other.claimEffects({ ...all, claim: "c3" })).toMatchObject([{ id: ids[1] }]);
  });

  test("lanes of one agent do not wait for each other", async () => {
    const { commit, one, fresh, freshId } = seat();
    const address = fresh();
    const [money, post] = [freshId("eff"), freshId("eff")];
    const effects = [effectOf(address, money), effectOf(address, post, { lane: "post" })];
    await commit({ effects });
    expect(await claim(one, "c1", address)).toMatchObject([{ id: money }]);
    const lane = { address, lane: "post" };
    const claimed = await one.claimEffects({ claim: "c1", claimMs: LONG_MS, limit: 10, lane });
    expect(claimed).toMatchObject([{ id: post }]);
  });
}

function examSettling(seat: () => Seat): void {
  test("a result removes the effect and is mail to its agent", async () => {
    const { one, other } = seat();
    const { address, id } = await writeEffect(seat());
    await claim(one, "c1", address);
    const body = bytesOf({ ok: true });
    const settled = { id, claim: "c1", kind: "hold.done", body, release: 5 };
    expect(await one.settleEffect(settled)).toBe("last");
    const [mail] = await readBox(other, address);
    expect(mail).toMatchObject({
      sender: `effect:${id}`,
      kind: "hold.done",
      release: 5,
      trace: "t-2",
    });
    expect([...(mail?.body ?? [])]).toEqual([...body]);
    expect(await claim(other, "c2", address)).toEqual([]);
  });

  test("an effect has one result, whoever brings it", async () => {
    const { one, other } = seat();
    const { address, id } = await writeEffect(seat());
    await claim(one, "c1", address);
    const settled = { id, claim: "c1", kind: "hold.done", body: bytesOf({}), release: 1 };
    const outcomes = await Promise.all([one.settleEffect(settled), other.settleEffect(settled)]);
    expect(outcomes.toSorted()).toEqual(["last", "lost"]);
    expect(await one.settleEffect(settled)).toBe("lost");
    expect(await readBox(one, address)).toHaveLength(1);
  });

  test("whoever settles learns whether its lane goes on", async () => {
    const { commit, one, fresh, freshId } = seat();
    const address = fresh();
    const ids = [freshId("eff"), freshId("eff")];
    const besides = effectOf(address, freshId("eff"), { lane: "post" });
    await commit({ effects: [...ids.map((id) => effectOf(address, id)), besides] });
    for (const answer of ["more", "last"]) {
      const [head] = await claim(one, "c1", address);
      const settled = { id: head?.id ?? "none", claim: "c1", kind: "done", body: bytesOf({}) };
      expect(await one.settleEffect({ ...settled, release: 1 })).toBe(answer);
    }
  });

  test("whoever lost its claim writes nothing, and does not disturb the new one", async () => {
    const { one, other, pass, leaseMs } = seat();
    const { address, id } = await writeEffect(seat());
    await claim(one, "late", address, leaseMs);
    await pass(leaseMs * 1.5);
    await claim(other, "new", address);
    const settled = { id, kind: "hold.done", body: bytesOf({}), release: 1 };
    expect(await one.settleEffect({ ...settled, claim: "late" })).toBe("lost");
    expect(await one.deferEffect({ id, claim: "late", waitMs: 1 })).toBe(false);
    expect(await readBox(one, address)).toEqual([]);
    expect(await other.settleEffect({ ...settled, claim: "new" })).toBe("last");
  });

  test("what was given back is nobody's, and may come at once", async () => {
    const { one, other } = seat();
    const { address, id } = await writeEffect(seat());
    await claim(one, "c1", address);
    expect(await one.deferEffect({ id, claim: "c1", waitMs: 0 })).toBe(true);
    const settled = { id, claim: "c1", kind: "hold.done", body: bytesOf({}), release: 1 };
    expect(await one.settleEffect(settled)).toBe("lost");
    expect(await one.deferEffect({ id, claim: "c1", waitMs: 0 })).toBe(false);
    expect(await claim(other, "c2", address)).toMatchObject([{ id, attempt: 2 }]);
  });

  test("an effect that never was cannot be settled", async () => {
    const settled = { id: "eff_none", claim: "c1", kind: "k", body: bytesOf({}), release: 1 };
    expect(await seat().one.settleEffect(settled)).toBe("lost");
    expect(await seat().one.deferEffect({ id: "eff_none", claim: "c1", waitMs: 1 })).toBe(false);
  });
}

async function writeEffect(
  seat: Seat,
): Promise<{ readonly address: Address; readonly id: string }> {
  const [address, id] = [seat.fresh(), seat.freshId("eff")];
  await seat.commit({ effects: [effectOf(address, id)] });
  return { address, id };
}

function claim(
  journal: Journal,
  ...[name, address, claimMs = LONG_MS]: readonly [string, Address, number?]
): Promise<readonly ClaimedEffect[]> {
  return journal.claimEffects({
    claim: name,
    claimMs,
    limit: 10,
    lane: { address, lane: "money" },
  });
}

/** As the worker beside a node, under a claim that bears its name. */
function claimFor(
  journal: Journal,
  ...[holder, address, claimMs = LONG_MS]: readonly [string, Address, number?]
): Promise<readonly ClaimedEffect[]> {
  const lane = { address, lane: "money" };
  return journal.claimEffects({ claim: `of ${holder}`, holder, claimMs, limit: 10, lane });
}

async function settle(journal: Journal, effect: ClaimedEffect | undefined): Promise<void> {
  const { id = "none", claim: name = "none" } = effect ?? {};
  const settled = { id, claim: name, kind: "done", body: bytesOf({}), release: 1 };
  expect(await journal.settleEffect(settled)).not.toBe("lost");
}

/** Settles whatever earlier tests have left to claim. */
async function drain(journal: Journal): Promise<void> {
  for (;;) {
    const left = await journal.claimEffects({ claim: "drain", claimMs: LONG_MS, limit: 100 });
    if (left.length === 0) return;
    for (const effect of left) await settle(journal, effect);
  }
}
