import type { Bench } from "../bench.ts";
import { describeMachine } from "../machine.ts";
import { shown } from "../print-rows.ts";
import type { Row } from "../row.ts";
import { openGround } from "../runtime/open-ground.ts";
import { askForShipments, bidRows } from "./bid-rows.ts";
import { busyCores } from "./busy-cores.ts";
import { loginRows } from "./login-rows.ts";
import { openPlace } from "./open-place.ts";
import { planOf } from "./plan.ts";
import { readRows } from "./read-rows.ts";
import { rosterRows } from "./roster-rows.ts";
import { ruleRows } from "./rule-rows.ts";
import { tellingRows } from "./telling-rows.ts";

const LOOK_MS = 1_500;
/** Of two cores; a server and a client that are measured want both. */
const BUSY_MAX = 0.3;

const NOTES = [
  "This process is the product as it runs in one: the gateway, the agents, an in-process bus, so that",
  "no limiter goes to Redis; beside it, in the same process, a bare Fastify with zod. Whoever asks is in",
  "one other process, and PostgreSQL with fsync in its own: three that want two cores. CPU is user and",
  "system time of this process and of all of PostgreSQL's, not of whoever asks. The limits are those of",
  "production, and nobody meets his: 1,000 drivers, 500 shippers with two shipments each, 50 of support.",
  "256 of the drivers have a bid on its way at any time, over a connection each; the echo has as many.",
];

/** Asks what the market's rules cost, and what the wire costs beside a route that does nothing. */
export const runMarket: Bench = async (wish) => {
  const { world, say, only = "" } = wish;
  await using closing = new AsyncDisposableStack();
  const ground = await openGround(world);
  closing.defer(ground.close);
  const machine = await describeMachine(ground.url);
  for (const line of NOTES) say(line);
  say(
    `On ${machine.cores} cores (${machine.cpu}), ${machine.memoryGib} GiB, ` +
      `Node ${machine.node}, PostgreSQL ${machine.postgres}.`,
  );
  const busy = await busyCores(LOOK_MS);
  if (busy > BUSY_MAX) say(`Others keep ${shown(busy)} cores busy: what is missed means little.`);
  const began = performance.now();
  const told = (what: string) => say(`${shown((performance.now() - began) / 1_000)} s: ${what}`);
  const plan = planOf(wish);
  const place = once(async () => {
    told("a market");
    const opened = await openPlace(ground);
    closing.defer(opened.close);
    return opened;
  });
  const asked = once(async () => await askForShipments(await place()));
  const parts: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
    rules: () => ruleRows(plan, world.now()),
    drivers: () => rosterRows(ground, plan),
    bids: async () => await bidRows(await place(), { plan, asked: await asked() }),
    followers: async () => await tellingRows(await place(), { plan, asked: await asked() }),
    reads: async () => await readRows(await place(), { plan, asked: await asked() }),
    logins: async () => await loginRows(await place(), plan),
  };
  const rows: Row[] = [];
  for (const [name, ask] of Object.entries(parts)) {
    if (!name.includes(only)) continue;
    told(name);
    rows.push(...(await ask()));
  }
  told("done");
  return { machine, notes: NOTES, rows: busy > BUSY_MAX ? rows.map(unquiet) : rows };
};

/** What several parts need is opened with the first of them. */
function once<Thing>(open: () => Promise<Thing>): () => Promise<Thing> {
  let opened: Promise<Thing> | undefined;
  return async () => await (opened ??= open());
}

/** What is missed while others are at work is not missed for sure. */
function unquiet(row: Row): Row {
  return row.verdict === "missed" ? { ...row, verdict: "unquiet" } : row;
}
