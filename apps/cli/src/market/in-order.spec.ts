import { expect, test } from "vitest";
import { shipmentAt } from "../specs/shipment-at.ts";
import { inOrder } from "./in-order.ts";

const NOW = 100_000;

function at(name: string, time: number) {
  return {
    shipment: shipmentAt("Nakuru", "Mombasa"),
    event: { topic: "", seq: 1, name, at: time, data: {} },
  };
}

/** A watch that began just now, on a clock that moves when it is slept on. */
function openWatch() {
  const told: string[] = [];
  let ticks = 0;
  const world = {
    now: () => NOW,
    ticks: () => ticks,
    sleep: async (ms: number) => void (ticks += ms),
  };
  const tell = async ({ event }: ReturnType<typeof at>) => void told.push(event.name);
  return { told, hear: inOrder({ world, signal: new AbortController().signal, tell }) };
}

test("the past of many shipments is told from the oldest on, and before what happens now", async () => {
  const { told, hear } = openWatch();
  await hear(at("delivered", NOW - 5_000));
  await hear(at("loaded", NOW - 9_000));
  await hear(at("booked now", NOW + 10));
  expect(told).toEqual(["loaded", "delivered", "booked now"]);
});

test("what comes late out of the past is told all the same", async () => {
  const { told, hear } = openWatch();
  await hear(at("now", NOW + 10));
  await hear(at("late", NOW - 5_000));
  expect(told).toEqual(["now", "late"]);
});
