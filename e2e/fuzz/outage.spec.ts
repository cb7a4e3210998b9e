import { expect, test } from "vitest";
import { takeServersAway } from "../src/fuzz/take-servers-away.ts";

test("PostgreSQL away, then Redis, under load: answers are honest, all recovers, the judges hold", async () => {
  const { outages, booked, wrongs } = await takeServersAway({
    awayMs: 3_000,
    seed: 20_261_121,
    shippers: 4,
    drivers: 10,
    tell: () => undefined,
  });
  expect(wrongs).toEqual([]);
  expect(booked).toBeGreaterThan(0);
  const [, killed, , redis] = outages;
  expect(killed?.answers["write 503"]).toBeGreaterThan(0);
  // Whoever only reads does not miss Redis.
  expect(redis?.answers["read 503"]).toBeUndefined();
});
