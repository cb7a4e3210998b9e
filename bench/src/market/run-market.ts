import type { Bench } from "../bench.ts";
import { describeMachine } from "../machine.ts";
import { shown } from "../print-rows.ts";
import { openGround } from "../runtime/open-ground.ts";
import { askForShipments, bidRows } from "./bid-rows.ts";
import { loginRows } from "./login-rows.ts";
import { openPlace } from "./open-place.ts";
import { planOf } from "./plan.ts";
import { readRows } from "./read-rows.ts";
import { rosterRows } from "./roster-rows.ts";
import { ruleRows } from "./rule-rows.ts";
import { tellingRows } from "./telling-rows.ts";

const NOTES = [
  "This process is the product as it runs in one: the gateway, the agents, an in-process bus, so that",
  "no limiter goes to Redis; beside it, in the same process, a bare Fastify with zod. Whoever asks is in",
  "one other process, and PostgreSQL with fsync in its own: three that want two cores. CPU is user and",
  "system time of this process and of all of PostgreSQL's, not of whoever asks. The limits are those of",
  "production, and nobody meets his: 1,000 drivers, 500 shippers with two shipments each, 50 of support.",
];

/** Asks what the market's rules cost, and what the wire costs beside a route that does nothing. */
export const runMarket: Bench = async (parts) => {
  const { world, say } = parts;
  await using closing = new AsyncDisposableStack();
  const ground = await openGround(world);
  closing.defer(ground.close);
  const machine = await describeMachine(ground.url);
  for (const line of NOTES) say(line);
  say(
    `On ${machine.cores} cores (${machine.cpu}), ${machine.memoryGib} GiB, ` +
      `Node ${machine.node}, PostgreSQL ${machine.postgres}.`,
  );
  const began = performance.now();
  const told = (what: string) => say(`${shown((performance.now() - began) / 1_000)} s: ${what}`);
  const plan = planOf(parts);
  told("rules");
  const rules = ruleRows(plan, world.now());
  told("drivers");
  const roster = await rosterRows(ground, plan);
  told("a market");
  const place = await openPlace(ground);
  closing.defer(place.close);
  const asked = await askForShipments(place);
  told("bids");
  const bids = await bidRows(place, { plan, asked });
  told("followers");
  const telling = await tellingRows(place, { plan, asked });
  told("reads");
  const reads = await readRows(place, { plan, asked });
  told("logins");
  const logins = await loginRows(place, plan);
  told("done");
  return {
    machine,
    notes: NOTES,
    rows: [...rules, ...roster, ...bids, ...telling, ...reads, ...logins],
  };
};
