import { parentPort, workerData } from "node:worker_threads";
import { isRefusal } from "@msafara/kernel";
import { assembleRoads } from "../../map/assemble-roads.ts";
import { realMap } from "./real-maps.ts";

/** Imports the map that it is told, in the memory that it was given, and says how many arcs that has. */
const map = await assembleRoads(realMap(workerData), { version: "in little memory" });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
parentPort?.postMessage(isRefusal(map) ? map.facts["why"] : map.graph.arcCount);
