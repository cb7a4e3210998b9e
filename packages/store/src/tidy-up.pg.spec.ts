import type { EventRow } from "@msafara/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRoom, type Room } from "./specs/open-room.ts";
import { batchOf } from "./specs/small-batch.ts";

describe("tidying up", () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room.close());

  test("forgets receipts that are older than a day, however many, and no younger ones", async () => {
    await room.ask(
      `INSERT INTO receipts (principal, key, body_hash, address, at)
       SELECT 'ada', n::text, 'h', 'a/b', now() - interval '24 hours 1 minute'
         FROM generate_series(1, 5000) AS old (n)`,
    );
    await room.journal.claimReceipts([
      { principal: "ada", key: "young", bodyHash: "h", address: "a/b" },
    ]);
    await Promise.all([room.journal.tidyUp(), room.journal.tidyUp()]);
    expect(await room.ask("SELECT key FROM receipts")).toEqual([{ key: "young" }]);
  });

  test("forgets old live events, but never the head", async () => {
    await room.ask(
      `INSERT INTO live (topic, audience, seq, name, body, at)
       SELECT 'toy/' || t, 'all', n, 'x', '', now() - interval '8 days'
         FROM generate_series(1, 2) AS topic (t), generate_series(1, 3) AS old (n)`,
    );
    await room.ask("INSERT INTO live VALUES (4, now(), 'toy/2', 'all', 'x', '')");
    await room.journal.tidyUp();
    const wish = { audience: "all", after: 0, limit: 10 };
    const still = await room.journal.liveSince({ ...wish, topic: "toy/1" });
    expect([still.head, still.events.map(({ seq }) => seq)]).toEqual([3, [3]]);
    const lively = await room.journal.liveSince({ ...wish, topic: "toy/2" });
    expect([lively.head, lively.events.map(({ seq }) => seq)]).toEqual([4, [4]]);
  });

  test("makes the months to come, once, and takes in what is of no month", async () => {
    await room.ask("DROP TABLE " + (await newestMonth()));
    await Promise.all([room.journal.tidyUp(), room.open().tidyUp()]);
    expect(await months()).toHaveLength(4);
    const event = (version: number, at: number): EventRow => {
      const [address, kind, body] = ["toy/a", "toy.moved", new Uint8Array()] as const;
      return { address, version, n: 0, kind, schema: 1, body, at };
    };
    const events = [event(1, 0), event(2, Date.UTC(2199, 0, 1))];
    await room.journal.commit({ incarnation: "here", lane: 0, batch: batchOf({ events }) });
    expect(await room.ask("SELECT version FROM events_other ORDER BY version")).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
    await room.journal.tidyUp();
  });

  async function months(): Promise<readonly string[]> {
    const rows = await room.ask<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relname ~ '^events_\\d{4}_\\d\\d$' ORDER BY name",
    );
    return rows.map(({ name }) => name);
  }

  async function newestMonth(): Promise<string> {
    return (await months()).at(-1) ?? "";
  }
});

describe("history", () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room.close());

  test("never cuts the events of one version apart, across months and pages", async () => {
    const events = [1, 2, 3].flatMap((version) =>
      [0, 1, 2].map((n): EventRow => {
        const at = Date.UTC(2026, 9 + version, 1);
        const body = new Uint8Array();
        return { address: "toy/a", version, n, kind: "k", schema: 1, body, at };
      }),
    );
    const batch = batchOf({ events: events.toReversed() });
    await room.journal.commit({ incarnation: "here", lane: 0, batch });
    const places: string[] = [];
    for (let afterVersion = 0; ;) {
      const page = await room.journal.history({ address: "toy/a", afterVersion, limit: 2 });
      for (const { version, n } of page) places.push(`${version}.${n}`);
      if (page.length < 2) break;
      afterVersion = page.at(-1)?.version ?? 0;
    }
    expect(places).toEqual(["1.0", "1.1", "1.2", "2.0", "2.1", "2.2", "3.0", "3.1", "3.2"]);
  });
});
