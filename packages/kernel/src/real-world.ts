/* oxlint-disable house/no-ambient -- This file is where the world comes in; everybody else is handed it. */
import type { Id } from "./id.ts";
import type { World } from "./world.ts";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
const LONGEST_SLEEP_MS = 2_147_483_647;

/** The world as it is. Made once, where a program is put together. */
export function realWorld(): World {
  return {
    now: () => Date.now(),
    ticks: () => performance.now(),
    mint: (kind) => `${kind}_${sortable(Date.now())}` satisfies Id,
    dice: () => Math.random(),
    sleep,
  };
}

/** 128 bits as 26 letters: 48 of time, so that ids sort by age, and 80 of luck. */
function sortable(now: number): string {
  let letters = "";
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) {
    letters = CROCKFORD.charAt(rest % 32) + letters;
  }
  for (const byte of luck()) letters += CROCKFORD.charAt(byte % 32);
  return letters;
}

const LUCK_BYTES = 16;
const pool = new Uint8Array(4_096);
let spent = pool.length;

/** Asking the system for luck costs more than what it gives, so much is asked for at once. */
function luck(): Uint8Array {
  if (spent === pool.length) {
    crypto.getRandomValues(pool);
    spent = 0;
  }
  spent += LUCK_BYTES;
  return pool.subarray(spent - LUCK_BYTES, spent);
}

/** A timer of Node wraps around after 24.8 days; longer waits are taken in steps. */
async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = ms; ; left -= LONGEST_SLEEP_MS) {
    await nap(Math.min(left, LONGEST_SLEEP_MS), signal);
    if (left <= LONGEST_SLEEP_MS || signal?.aborted === true) return;
  }
}

function nap(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener("abort", wake);
  });
}
