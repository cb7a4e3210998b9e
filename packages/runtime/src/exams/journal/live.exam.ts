import { describe, expect, test } from "vitest";
import type { Address } from "../../address.ts";
import type { EventRow, LiveRow } from "../../ports/batch.ts";
import type { OpenHall } from "./hall.ts";
import { agentOf, bytesOf, takeSeat } from "./seat.ts";

const AT = 1_750_000_000_000;

/** Live events of a topic are read on from where a reader stopped; history is read by version. */
export function liveExam(open: OpenHall): void {
  describe("live and history", () => {
    const seat = takeSeat(open);

    test("live events come after the one that was asked for, in order, with the head", async () => {
      const { commit, fresh, one, other } = seat();
      const topic = fresh("shipment");
      await commit({ live: [3, 1, 2].map((seq) => frameOf(topic, seq)) });
      await commit({ live: [5, 4].map((seq) => frameOf(topic, seq)) });
      const { events, head } = await other.liveSince({
        topic,
        audience: "all",
        after: 2,
        limit: 10,
      });
      expect(events.map(({ seq }) => seq)).toEqual([3, 4, 5]);
      expect(head).toBe(5);
      const first = await one.liveSince({ topic, audience: "all", after: 0, limit: 2 });
      expect(first.events.map(({ seq }) => seq)).toEqual([1, 2]);
      expect(first.head).toBe(5);
    });

    test("a live event is kept to the byte", async () => {
      const { commit, fresh, one } = seat();
      const frame = frameOf(fresh("shipment"), 1);
      await commit({ live: [frame] });
      const { topic, audience } = frame;
      const { events } = await one.liveSince({ topic, audience, after: 0, limit: 10 });
      const bytes = (row: LiveRow) => ({ ...row, body: [...row.body] });
      expect(events.map(bytes)).toEqual([bytes(frame)]);
    });

    test("each audience has a sequence of its own", async () => {
      const { commit, fresh, one } = seat();
      const topic = fresh("shipment");
      const shipper = [1, 2].map((seq) => frameOf(topic, seq, "shipper"));
      await commit({ live: [...shipper, frameOf(topic, 1, "driver")] });
      const { events, head } = await one.liveSince({
        topic,
        audience: "driver",
        after: 0,
        limit: 10,
      });
      expect([events.map(({ audience }) => audience), head]).toEqual([["driver"], 1]);
    });

    test("who knows more than there is learns the head, and nothing else", async () => {
      const { commit, fresh, one } = seat();
      const topic = fresh("shipment");
      await commit({ live: [frameOf(topic, 1)] });
      const read = await one.liveSince({ topic, audience: "all", after: 9, limit: 10 });
      expect(read).toEqual({ events: [], head: 1 });
    });

    test("a topic that never spoke has head 0", async () => {
      const { fresh, one } = seat();
      const read = await one.liveSince({ topic: fresh(), audience: "all", after: 0, limit: 10 });
      expect(read).toEqual({ events: [], head: 0 });
    });

    test("tidying up leaves what is young alone", async () => {
      const { commit, fresh, one } = seat();
      const topic = fresh("shipment");
      const [commited] = [await commit({})];
      if (commited.outcome !== "committed") expect.unreachable();
      await commit({ live: [{ ...frameOf(topic, 1), at: commited.at }] });
      await one.tidyUp();
      expect(
        (await one.liveSince({ topic, audience: "all", after: 0, limit: 1 })).events,
      ).toHaveLength(1);
    });

    test("history is read in order, from a version on, as much as was asked", async () => {
      const { commit, fresh, other } = seat();
      const address = fresh();
      const first = [1, 0].map((n) => eventOf(address, [1, n]));
      await commit({
        agents: [agentOf(address, [0, 2])],
        events: [eventOf(address, [2, 0]), ...first],
      });
      await commit({ agents: [agentOf(address, [2, 3])], events: [eventOf(address, [3, 0])] });
      const places = async (afterVersion: number, limit: number) =>
        (await other.history({ address, afterVersion, limit })).map(({ version, n }) => [
          version,
          n,
        ]);
      expect(await places(0, 10)).toEqual([
        [1, 0],
        [1, 1],
        [2, 0],
        [3, 0],
      ]);
      expect(await places(1, 1)).toEqual([[2, 0]]);
      expect(await places(3, 10)).toEqual([]);
    });

    test("an event is kept to the byte", async () => {
      const { commit, fresh, one } = seat();
      const event = eventOf(fresh(), [1, 0]);
      await commit({ events: [event] });
      const [kept] = await one.history({ address: event.address, afterVersion: 0, limit: 10 });
      expect({ ...kept, body: [...(kept?.body ?? [])] }).toEqual({
        ...event,
        body: [...event.body],
      });
    });
  });
}

function frameOf(topic: Address, seq: number, audience = "all"): LiveRow {
  return { topic, audience, seq, name: "moved", body: bytesOf({ seq }), at: AT + seq };
}

function eventOf(address: Address, [version, n]: readonly [number, number]): EventRow {
  return {
    address,
    version,
    n,
    kind: "moved",
    schema: 2,
    body: bytesOf({ version, n }),
    at: AT + version,
  };
}
