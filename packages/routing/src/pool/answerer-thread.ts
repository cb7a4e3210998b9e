import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@msafara/kernel";
import { openAnswerer } from "./open-answerer.ts";
import type { AnswererHired, AnswererSaid, AnswererTold } from "./thread-words.ts";

assert(parentPort !== null, "this file runs in a thread of its own");
const door = parentPort;
const hired: AnswererHired = workerData;
const answerer = openAnswerer(hired);

function say(said: AnswererSaid): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
  door.postMessage(said);
}

door.on("message", (told: AnswererTold) => {
  if (!("number" in told)) return answerer.hear(told);
  const { number, question, now } = told;
  try {
    say({ number, answer: answerer.answer(question, now) });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    say({ number, failure });
  }
});
say({ isReady: true });
