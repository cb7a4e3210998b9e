import { LIMITS } from "@msafara/runtime";
import type { Bench, BenchParts } from "../bench.ts";
import { describeMachine } from "../machine.ts";
import { shown } from "../print-rows.ts";
import type { Row } from "../row.ts";
import { askRows } from "./ask-rows.ts";
import { findPeaks } from "./find-peaks.ts";
import { hopRows } from "./hop-rows.ts";
import { memoryRows } from "./memory-rows.ts";
import { openBaselines } from "./open-baselines.ts";
import { openEngine } from "./open-engine.ts";
import { openGround } from "./open-ground.ts";
import { planOf } from "./plan.ts";
import { slowDiskRows } from "./slow-disk-rows.ts";
import type { Stand } from "./stand.ts";
import { turnRows } from "./turn-rows.ts";

const NOTES = [
  "A turn: one 300-byte message is delivered to one of 1,000 agents, whose turn reads and changes",
  "its state (about 200 bytes), appends an event (about 130) and sends a 300-byte message to",
  "another agent. Turns are counted by committed versions, and the count is held against the",
  `database at the end. ${LIMITS.lanes} lanes, fsync on, the product's own host with its metrics, an in-process`,
  "bus. CPU is user and system time of this process and of all of PostgreSQL's. Unless a row says",
  "otherwise the receiver is always on another lane, so that no message can be sent and taken in",
  "one commit, and each is a row that is written and deleted.",
];

/** Asks what the engine costs beside raw PostgreSQL and beside what one would write by hand. */
export const runRuntime: Bench = async (parts) => {
  await using closing = new AsyncDisposableStack();
  const ground = await openGround(parts.world);
  closing.defer(ground.close);
  const machine = await describeMachine(ground.url);
  for (const line of NOTES) parts.say(line);
  parts.say(
    `On ${machine.cores} cores (${machine.cpu}), ${machine.memoryGib} GiB, ` +
      `Node ${machine.node}, PostgreSQL ${machine.postgres}.`,
  );
  const baselines = await openBaselines(ground);
  const engine = await openEngine(ground, { name: "engine", receivers: "another-lane" });
  const stand: Stand = { ground, baselines, engine, plan: planOf(parts), say: parts.say };
  const rows = await measureAll(stand, parts);
  await engine.close();
  return { machine, notes: NOTES, rows };
};

async function measureAll(stand: Stand, { say }: BenchParts): Promise<readonly Row[]> {
  const began = performance.now();
  const told = (what: string) => say(`${shown((performance.now() - began) / 1_000)} s: ${what}`);
  told("looking for the peaks");
  const peaks = await findPeaks(stand);
  told(
    `best: ours with ${peaks.parcels} parcels, one CTE over ${peaks.oneStatement} connections, ` +
      `six statements over ${peaks.sixStatements}`,
  );
  const turns = await turnRows(stand, peaks);
  told("asks");
  const asks = await askRows(stand);
  told("hops");
  const hops = await hopRows(stand);
  told("a slow disk");
  const slow = await slowDiskRows(stand, peaks);
  told("memory");
  const memory = await memoryRows(stand);
  told("done");
  return [...turns, ...asks, ...hops, ...slow, ...memory];
}
