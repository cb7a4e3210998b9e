import { type Instant, refuse, type Refusal } from "@msafara/kernel";
import type { ProgressStep } from "../shipment/shipment-message.ts";
import type { Commitment, PinMisses } from "./driver.ts";

/** So many may be mistyped before the next one has to wait. */
const FREE = 5;
const WAIT_MS = 60_000;
const WAIT_MS_MAX = 60 * WAIT_MS;

/** What came of asking: nothing is asked, it is right, it is one more that is wrong, or it is not looked at. */
export type PinAnswer = "right" | PinMisses | Refusal<"pin-missing" | "pin-waiting">;

/** Asks for the PIN of a step, where one was drawn; guessing takes longer with every guess. */
export function askPin(
  trip: Commitment,
  { step, pin }: { readonly step: ProgressStep; readonly pin?: string },
  now: Instant,
): PinAnswer {
  const drawn = pinFor(trip, step);
  if (drawn === undefined) return "right";
  if (pin === undefined) return refuse("pin-missing", { step });
  const { count, waitUntil } = missesOf(trip, step);
  if (now < waitUntil) {
    return refuse("pin-waiting", { seconds: Math.ceil((waitUntil - now) / 1_000) });
  }
  return pin === drawn ? "right" : missed(step, count + 1, now);
}

/** A wrong PIN in the words of a refusal. It is remembered, and so it is no refusal to the engine. */
export function wrongPin({ count }: PinMisses): Refusal<"pin-wrong"> {
  return refuse("pin-wrong", { left: Math.max(0, FREE - count) });
}

function pinFor({ pins }: Commitment, step: ProgressStep): string | undefined {
  if (step === "loaded") return pins.pickup;
  return step === "delivered" ? pins.delivery : undefined;
}

function missesOf({ pinMisses }: Commitment, step: ProgressStep): Omit<PinMisses, "step"> {
  return pinMisses?.step === step ? pinMisses : { count: 0, waitUntil: 0 };
}

/** The wait doubles from a minute to an hour. */
function missed(step: ProgressStep, count: number, now: Instant): PinMisses {
  if (count < FREE) return { step, count, waitUntil: now };
  return { step, count, waitUntil: now + Math.min(WAIT_MS * 2 ** (count - FREE), WAIT_MS_MAX) };
}
