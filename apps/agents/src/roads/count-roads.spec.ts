import type { RoadsDesk } from "@msafara/domain";
import { Fault, refuse } from "@msafara/kernel";
import { openStillWorld } from "@msafara/runtime/memory";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { countRoads } from "./count-roads.ts";

const BASIS = { source: "own", attribution: "", notes: [] } as const;
const POINT = { lat: -1.286, lng: 36.817 };

test("questions are counted by what came of them, timed, and seen while they wait", async () => {
  const world = openStillWorld();
  const registry = new Registry();
  const open = Promise.withResolvers<void>();
  const never = () => Promise.reject(new Fault("Not asked", { retry: false }));
  const desk: RoadsDesk = {
    route: never,
    matrix: never,
    tours: never,
    geocode: async () => refuse("roads-busy"),
    reverse: async () => {
      await open.promise;
      return { ...BASIS, name: "Nairobi" };
    },
  };
  const counted = countRoads(desk, { registry, world });
  const waiting = counted.reverse(POINT);
  expect(await registry.metrics()).toContain('roads_questions_waiting{question="reverse"} 1');
  await world.move(2_000);
  open.resolve();
  expect(await waiting).toMatchObject({ name: "Nairobi" });
  await counted.geocode({ text: "Thika", limit: 1 });
  await expect(counted.tours({ trucks: [], loads: [], budgetMs: 1 })).rejects.toThrow("Not asked");

  const told = await registry.metrics();
  for (const line of [
    'roads_questions_waiting{question="reverse"} 0',
    'roads_questions_total{question="reverse",outcome="own"} 1',
    'roads_questions_total{question="geocode",outcome="roads-busy"} 1',
    'roads_questions_total{question="tours",outcome="failed"} 1',
    'roads_question_duration_seconds_sum{question="reverse"} 2',
  ]) {
    expect(told).toContain(line);
  }
});
