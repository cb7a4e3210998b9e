import { parentPort } from "node:worker_threads";

/** Ends before it can begin. */
parentPort?.unref();
