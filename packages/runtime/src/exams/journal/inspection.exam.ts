import { describe, expect, test } from "vitest";
import type { Address } from "../../address.ts";
import type { QuarantineRow } from "../../ports/batch.ts";
import type { InspectionPort, Journal } from "../../ports/journal.ts";
import type { OpenHall } from "./hall.ts";
import { agentOf, bytesOf, mailTo, readBox, type Seat, takeSeat } from "./seat.ts";

const AT = 1_750_000_000_000;

/** An operator sees who is where, what was set aside, and can act on it. */
export function inspectionExam(open: OpenHall): void {
  describe("inspection", () => {
    const seat = takeSeat(open);
    examAgents(seat);
    examQuarantine(seat);
    examSettings(seat);
  });
}

function examAgents(seat: () => Seat): void {
  test.for([1, 2, 50])("agents come in order, in pages of %i", async (limit) => {
    const { commit, fresh, one } = seat();
    const role = `role${limit}`;
    const addresses = Array.from({ length: 5 }, () => fresh(role));
    await commit({ agents: addresses.toReversed().map((address) => agentOf(address, [0, 1])) });
    expect(await readAgents(one, { role, limit })).toEqual(addresses);
  });

  test("an agent is summed up", async () => {
    const { commit, fresh, other } = seat();
    const address = fresh("summed");
    const write = agentOf(address, [0, 4], { phase: "on-duty" });
    await commit({ agents: [write] });
    const sum = { address, role: "summed", phase: "on-duty", version: 4, turnedAt: write.turnedAt };
    const empty = { ...sum, mailDepth: 0, oldestMailAt: null };
    expect(await other.agents({ role: "summed", limit: 10 })).toEqual([empty]);
    const sent = await commit({ mail: [mailTo(address), mailTo(address)] });
    if (sent.outcome !== "committed") expect.unreachable();
    const [full] = await other.agents({ role: "summed", limit: 10 });
    expect(full).toMatchObject({ ...sum, mailDepth: 2 });
    expect(Math.abs((full?.oldestMailAt ?? 0) - sent.at)).toBeLessThan(60_000);
  });

  test("agents are told apart by role, also where one role's name begins like another's", async () => {
    const { commit, fresh, one } = seat();
    const addresses = ["truck", "trucker", "truck-stop"].map((role) => fresh(role));
    await commit({ agents: addresses.map((address) => agentOf(address, [0, 1])) });
    expect(await readAgents(one, { role: "truck", limit: 10 })).toEqual([addresses[0]]);
  });

  test("agents are told apart by phase, within a role and across all", async () => {
    const { commit, fresh, one } = seat();
    const [busy, idle, other] = [fresh("phased"), fresh("phased"), fresh("phased-too")];
    const inPhase = (address: Address, phase: string) => agentOf(address, [0, 1], { phase });
    await commit({
      agents: [inPhase(busy, "rare"), inPhase(idle, "idle"), inPhase(other, "rare")],
    });
    expect(await readAgents(one, { role: "phased", phase: "rare", limit: 10 })).toEqual([busy]);
    expect(await readAgents(one, { phase: "rare", limit: 1 })).toEqual([busy, other].toSorted());
  });

  test("an agent is stuck when its oldest message has waited too long", async () => {
    const { commit, fresh, one, pass, leaseMs } = seat();
    const [stuck, quick] = [fresh("stuck"), fresh("stuck")];
    await commit({ agents: [stuck, quick].map((address) => agentOf(address, [0, 1])) });
    await commit({ mail: [mailTo(stuck)] });
    await pass(leaseMs * 1.5);
    await commit({ mail: [mailTo(stuck)] });
    expect(await readAgents(one, { role: "stuck", stuckMs: leaseMs, limit: 10 })).toEqual([stuck]);
    expect(await readAgents(one, { role: "stuck", stuckMs: 3_600_000, limit: 10 })).toEqual([]);
  });
}

function examQuarantine(seat: () => Seat): void {
  test("what was set aside is kept to the byte, with or without a number", async () => {
    const { commit, fresh, other } = seat();
    const address = fresh();
    const mail = setAside(seat(), address, { seq: 17 });
    const timer = setAside(seat(), address, { sender: "timer:expiry" });
    await commit({ quarantined: [mail, timer] });
    const kept = await other.quarantine({ address, limit: 10 });
    const plain = (row: { readonly body: Uint8Array }) => ({ ...row, body: [...row.body] });
    expect(kept.map(plain)).toEqual([plain(mail), { ...plain(timer), seq: null }]);
  });

  test("it is paged, each once", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    const rows = Array.from({ length: 5 }, () => setAside(seat(), address));
    await commit({ quarantined: rows });
    const first = await one.quarantine({ address, limit: 2 });
    const rest = await one.quarantine({ address, limit: 10, after: first.at(-1)!.id });
    const ids = [...first, ...rest].map(({ id }) => id);
    expect([first.length, ids.toSorted()]).toEqual([2, rows.map(({ id }) => id).toSorted()]);
    const all = (await one.quarantine({ limit: 1_000 })).map(({ id }) => id);
    expect(ids.every((id) => all.includes(id))).toBe(true);
  });

  test("a replay is new mail in the operator's name, once", async () => {
    const { commit, fresh, one, other } = seat();
    const address = fresh();
    const row = setAside(seat(), address, { kind: "bid.submitted" });
    await commit({ quarantined: [row] });
    const wish = { id: row.id, by: "ann" };
    const replays = await Promise.all([one.replayQuarantined(wish), other.replayQuarantined(wish)]);
    expect(replays.filter((isReplayed) => isReplayed)).toHaveLength(1);
    expect(await one.replayQuarantined(wish)).toBe(false);
    const box = await readBox(other, address);
    expect(box).toMatchObject([{ sender: "operator:ann", kind: row.kind, receiver: address }]);
    expect([...(box[0]?.body ?? [])]).toEqual([...row.body]);
    expect(await one.quarantine({ address, limit: 10 })).toEqual([]);
  });

  test("what is dropped is gone, once, and is not mail", async () => {
    const { commit, fresh, one } = seat();
    const address = fresh();
    const row = setAside(seat(), address);
    await commit({ quarantined: [row] });
    expect(await one.dropQuarantined({ id: row.id, by: "ann" })).toBe(true);
    expect(await one.dropQuarantined({ id: row.id, by: "ann" })).toBe(false);
    expect(await one.replayQuarantined({ id: row.id, by: "ann" })).toBe(false);
    expect(await readBox(one, address)).toEqual([]);
  });
}

function examSettings(seat: () => Seat): void {
  test("settings are what was saved last, role by role", async () => {
    const { one, other } = seat();
    const nested = { list: [1, "two", null, true], deep: { key: 0.5 } };
    await one.saveSettings({ role: "driver", settings: { old: 1 }, by: "ann" });
    await one.saveSettings({ role: "driver", settings: nested, by: "ann" });
    await other.saveSettings({ role: "shipment", settings: { bidMs: 90_000 }, by: "ben" });
    expect(await other.settings()).toEqual({ driver: nested, shipment: { bidMs: 90_000 } });
  });
}

function setAside(seat: Seat, address: Address, spoil: Partial<QuarantineRow> = {}): QuarantineRow {
  return {
    id: seat.freshId("qua"),
    address,
    sender: "shipment/sender",
    kind: "odd",
    body: bytesOf({ address }),
    trace: "t-3",
    error: "TypeError: x is not a function",
    stack: "at decide",
    attempt: 2,
    at: AT,
    ...spoil,
  };
}

/** Pages through the agents, and answers their addresses. */
async function readAgents(
  journal: Journal,
  wish: Parameters<InspectionPort["agents"]>[0],
): Promise<readonly Address[]> {
  const found: Address[] = [];
  for (;;) {
    const after = found.at(-1);
    const page = await journal.agents({ ...wish, ...(after === undefined ? {} : { after }) });
    expect(page.length).toBeLessThanOrEqual(wish.limit);
    found.push(...page.map(({ address }) => address));
    if (page.length < wish.limit) return found;
  }
}
