import { parentPort, workerData } from "node:worker_threads";
import { assert, type Instant, isRefusal } from "@msafara/kernel";
import { VEHICLE_KINDS } from "../graph/vehicle.ts";
import { FIT_EVERY_MS } from "../traffic/live-roads.ts";
import { speedsNow } from "../traffic/speeds-now.ts";
import { openTariffSlot } from "../traffic/tariff-slot.ts";
import { openTrafficFeed } from "../traffic/traffic-feed.ts";
import { bareRoads } from "../traffic/traffic-fitter.ts";
import { openPlaceClock } from "../desk/place-clock.ts";
import { liveDrive, type LiveMemory } from "../desk/tariff-desk.ts";
import type { FitterSaid, FitterTold, MapHired } from "./thread-words.ts";

/** What somebody has told of is worth a fitting sooner; fitting the roads of a country takes seconds, though. */
const TOLD_EVERY_MS = 30_000;

assert(parentPort !== null, "this file runs in a thread of its own");
const door = parentPort;
const { parts, timeZone, pattern, events }: MapHired = workerData;
const roads = bareRoads(parts);
const clock = openPlaceClock(timeZone);
const feed = openTrafficFeed();
for (const event of events) feed.happened(event);

const slots = VEHICLE_KINDS.map((kind) => ({ kind, slot: openTariffSlot(roads, liveDrive(kind)) }));
const memory = Object.fromEntries(slots.map(({ kind, slot }) => [kind, slot.memory]));
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each kind has its slot.
const live = memory as LiveMemory;

/** Kinds that somebody still read when it was their turn come again at the next call. */
let waiting: readonly (typeof slots)[number][] = [];
let fittedAt = Number.NEGATIVE_INFINITY;
let isToldMore = false;

function fitIfDue(now: Instant): void {
  const everyMs = isToldMore ? TOLD_EVERY_MS : FIT_EVERY_MS;
  if (now - fittedAt >= everyMs || now < fittedAt) {
    fittedAt = now;
    isToldMore = false;
    waiting = slots;
  }
  if (waiting.length === 0) return;
  feed.forget(now);
  const week = clock.weekOf(now);
  const next = { moment: week, speedNow: speedsNow(roads, { feed, pattern }, { now, week }) };
  waiting = waiting.filter(({ slot }) => isRefusal(Object(slot.fit(next))));
  const said: FitterSaid = { live };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
  door.postMessage(said);
}

door.on("message", (told: FitterTold) => {
  if ("now" in told) fitIfDue(told.now);
  else if (feed.happened(told.happened)) isToldMore = true;
});
