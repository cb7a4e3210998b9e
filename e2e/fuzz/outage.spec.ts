import { afterAll, beforeAll, expect, test } from "vitest";
import { openTown, type Town } from "../src/fuzz/open-town.ts";
import { type People, settlePeople } from "../src/fuzz/settle-people.ts";
import { sufferSlowClients } from "../src/fuzz/slow-clients.ts";
import { takeServersAway } from "../src/fuzz/take-servers-away.ts";

let town: Town;
let people: People;

beforeAll(async () => {
  town = await openTown();
  people = await settlePeople(town);
});
afterAll(() => town.close());

test("PostgreSQL away, then Redis: every answer is honest, all recovers, no key has two effects", async () => {
  const outages = await takeServersAway({ town, people }, { awayMs: 2_500 });
  expect(outages).toHaveLength(4);
  const killed = outages.find(({ outage }) => outage === "PostgreSQL killed");
  expect(killed?.answers["write 503"]).toBeGreaterThan(0);
  expect(killed?.answers["sign in 503"]).toBeGreaterThan(0);
  const redis = outages.find(({ outage }) => outage === "Redis killed");
  // Whoever only reads does not miss it.
  expect(redis?.answers["read 503"]).toBeUndefined();
});

test("clients that dribble are cut off, and all others are served", async () => {
  const { dribblersCutMs } = await sufferSlowClients(
    { town, people },
    { idle: 100, followers: 100 },
  );
  expect(dribblersCutMs).toBeGreaterThan(8_000);
});
