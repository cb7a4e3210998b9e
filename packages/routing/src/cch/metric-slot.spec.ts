import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import { buildCch } from "./build-cch.ts";
import { customise, type Metric } from "./customise.ts";
import { type MetricSlot, openMetricSlot } from "./metric-slot.ts";
import { openQuery } from "./open-query.ts";

const street = buildRoadGraph({
  version: "street",
  lat: Int32Array.of(0, 1),
  lng: Int32Array.of(0, 0),
  tail: Uint32Array.of(0),
  head: Uint32Array.of(1),
  lengthCm: Uint32Array.of(1),
  speed: Uint16Array.of(1),
});
const cch = buildCch(street, Uint32Array.of(0, 1));

function publish(slot: MetricSlot, cost: number): number {
  const metric = slot.draft();
  if (isRefusal(metric)) throw new Error(metric.refused);
  metric.road[0] = cost;
  customise(cch, metric);
  return slot.publish();
}

const question = { from: [{ node: 0, cost: 0 }], to: [{ node: 1, cost: 0 }] };
const askFrom = ({ read }: MetricSlot) => read((metric) => openQuery(cch).costOf(metric, question));

describe("a metric slot", () => {
  test("answers by the costs published last, in every thread that holds its memory", () => {
    const slot = openMetricSlot(cch);
    const elsewhere = openMetricSlot(cch, slot.memory);
    expect(publish(slot, 10)).toBe(1);
    expect(askFrom(elsewhere)).toBe(10);
    expect(publish(elsewhere, 20)).toBe(2);
    expect(askFrom(slot)).toBe(20);
  });

  test("keeps a question on the costs that it began with", () => {
    const slot = openMetricSlot(cch);
    publish(slot, 10);
    const seen = slot.read((metric, version) => {
      publish(slot, 20);
      return [version, metric.road[0], slot.version()];
    });
    expect(seen).toEqual([1, 10, 2]);
  });

  test("lets nobody draft over costs that someone still reads", () => {
    const slot = openMetricSlot(cch);
    publish(slot, 10);
    const answer = slot.read(() => {
      publish(slot, 20);
      return slot.draft();
    });
    expect(answer).toEqual({ refused: "metric-in-use", facts: {} });
    expect(publish(slot, 30)).toBe(3);
  });

  test("lets nobody draft beside another, nor publish what was not drafted", () => {
    const slot = openMetricSlot(cch);
    slot.draft();
    expect(slot.draft()).toEqual({ refused: "metric-in-draft", facts: {} });
    slot.publish();
    expect(() => slot.publish()).toThrow("only a draft is published");
  });

  test("frees its half when a question fails", () => {
    const slot = openMetricSlot(cch);
    publish(slot, 10);
    const fail = (_: Metric): never => {
      throw new Error("lost");
    };
    expect(() => slot.read(fail)).toThrow("lost");
    publish(slot, 20);
    expect(publish(slot, 30)).toBe(3);
  });
});
