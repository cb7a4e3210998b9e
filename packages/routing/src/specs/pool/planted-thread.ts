import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@msafara/kernel";
import { openAnswerer } from "../../pool/open-answerer.ts";
import { liveDrive } from "../../desk/tariff-desk.ts";
import type { AnswererHired, AnswererSaid, AnswererTold } from "../../pool/thread-words.ts";
import { bareRoads } from "../../traffic/traffic-fitter.ts";
import { openTariffSlot } from "../../traffic/tariff-slot.ts";

assert(parentPort !== null, "this file runs in a thread of its own");
const door = parentPort;
const hired: AnswererHired = workerData;
const answerer = openAnswerer(hired);

function say(said: AnswererSaid): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
  door.postMessage(said);
}

/** Thinks for ever about the tariff in force, as a search that never ends would. */
function thinkForEver(): never {
  const roads = bareRoads(hired.parts);
  const seat = { ...hired.live.truck, reader: hired.reader };
  return openTariffSlot(roads, liveDrive("truck"), seat).read(() => {
    for (;;);
  });
}

/** Answers as all threads do, but for what is planted: tours as slow as their budget, and words that kill. */
door.on("message", (told: AnswererTold) => {
  if (!("number" in told)) return answerer.hear(told);
  const { number, question, now } = told;
  const word = question.question === "geocode" ? question.asked.text : "";
  if (word === "die") throw new TypeError("planted");
  if (word === "stumble") return say({ number, failure: "planted" });
  if (word === "endless") thinkForEver();
  say({ number, answer: answerer.answer(question, now) });
});
say({ isReady: true });
