import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@msafara/kernel";
import { openTariffSlot } from "./tariff-slot.ts";
import { bareRoads, type FitAsked, type FitterHired } from "./traffic-fitter.ts";

assert(parentPort !== null, "this file runs in a thread of its own");
const { parts, drive, memory }: FitterHired = workerData;
const slot = openTariffSlot(bareRoads(parts), drive, memory);
const door = parentPort;

door.on("message", ({ number, next }: FitAsked) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
  door.postMessage({ number, version: slot.fit(next) });
});
