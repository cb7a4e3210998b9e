import { encode, type EventRow, type InspectionPort } from "@msafara/runtime";
import { expect, test } from "vitest";
import { readLastEvents } from "./read-last-events.ts";

const ADDRESS = "driver/drv_1";

function eventAt(version: number, n = 0): EventRow {
  const body = encode({ type: "moved" });
  return { address: ADDRESS, version, n, kind: "moved", schema: 1, body, at: 0 };
}

/** A journal that holds these events, and counts how often it is asked. */
function historyOf(events: readonly EventRow[]) {
  const asked: number[] = [];
  const history: InspectionPort["history"] = async ({ afterVersion, limit }) => {
    asked.push(afterVersion);
    return events.filter(({ version }) => version > afterVersion).slice(0, limit);
  };
  return { history, asked };
}

const placesOf = (events: readonly EventRow[]) => events.map(({ version, n }) => [version, n]);

test("the end of a long history is read without its beginning", async () => {
  const journal = historyOf(Array.from({ length: 3_000 }, (_, i) => eventAt(i + 1)));
  const last = await readLastEvents(journal, { address: ADDRESS, version: 3_000, count: 2 });
  expect([placesOf(last), journal.asked]).toEqual([
    [
      [2_999, 0],
      [3_000, 0],
    ],
    [2_998],
  ]);
});

test("a turn of many events gives its last ones", async () => {
  const journal = historyOf([eventAt(1), eventAt(2), eventAt(2, 1), eventAt(2, 2)]);
  const last = await readLastEvents(journal, { address: ADDRESS, version: 2, count: 2 });
  expect(placesOf(last)).toEqual([
    [2, 1],
    [2, 2],
  ]);
});

test("turns without an event are passed over", async () => {
  const journal = historyOf([eventAt(1), eventAt(40)]);
  const last = await readLastEvents(journal, { address: ADDRESS, version: 60, count: 2 });
  expect(placesOf(last)).toEqual([
    [1, 0],
    [40, 0],
  ]);
});

test("an agent without events has none", async () => {
  expect(await readLastEvents(historyOf([]), { address: ADDRESS, version: 0, count: 2 })).toEqual(
    [],
  );
});
