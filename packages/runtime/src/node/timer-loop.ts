import { partitionOf } from "../address.ts";
import type { TimerRow } from "../ports/batch.ts";
import { admit, clockOf, isOurs, isSafe, wake, type Yard } from "./yard.ts";

const PAUSE_MS = 200;

/** Keeps the timers of the near future in memory and hands out those that are due. */
export async function runTimers(yard: Yard): Promise<void> {
  while (!yard.fenced && !yard.stopping) {
    try {
      if (isSafe(yard)) await loadHorizon(yard);
    } catch (error) {
      yard.observe.trouble?.({ what: "load-timers", error });
      await yard.world.sleep(PAUSE_MS);
    }
    const isPaced = handOut(yard);
    await yard.timerBell.wait(isPaced ? PAUSE_MS : waitMs(yard));
  }
}

/** Until the next is due, or the horizon must be moved. A herd that is overdue is read page by page. */
function waitMs(yard: Yard): number {
  if (horizonEdge(yard) <= clockOf(yard)) return PAUSE_MS;
  const next = Math.min(yard.timers.next ?? Infinity, horizonEdge(yard));
  return Math.min(Math.max(next - clockOf(yard), 1), yard.limits.sweepMs);
}

/** Half the horizon ahead is the latest moment to read on. */
function horizonEdge(yard: Yard): number {
  return yard.timers.loadedUntil - yard.limits.timerHorizonMs / 2;
}

async function loadHorizon(yard: Yard): Promise<void> {
  const { timers, limits, journal } = yard;
  if (yard.owned.size === 0 || clockOf(yard) < horizonEdge(yard)) return;
  // An overdue herd is paced: what is in memory goes first.
  if (timers.size > limits.overdueTimersPerSweep * 2) return;
  const until = clockOf(yard) + limits.timerHorizonMs;
  const partitions = [...yard.owned];
  const limit = limits.overdueTimersPerSweep;
  const page = await timers.armRead(journal.timers({ partitions, until, limit }));
  // What was acquired while we read was not asked for: the horizon stays where it is.
  const asked = new Set(partitions);
  if ([...yard.owned].some((partition) => !asked.has(partition))) return;
  timers.loadedUntil = page.length < limit ? until : (page.at(-1)?.due ?? 0);
}

/** Hands due timers to their agents; answers whether some were held back. */
function handOut(yard: Yard): boolean {
  if (!isSafe(yard)) return true;
  const now = clockOf(yard);
  for (let handed = 0; handed < yard.limits.overdueTimersPerSweep; handed++) {
    const timer = yard.timers.pop(now);
    if (timer === undefined) return false;
    if (!isOurs(yard, partitionOf(timer.address))) {
      yard.timers.disarm(timer);
      continue;
    }
    const resident = admit(yard, timer.address);
    if (resident === undefined) {
      yard.timers.disarm(timer);
      yard.timers.arm(timer);
      return true;
    }
    resident.due.push(timer);
    wake(yard, resident);
  }
  return true;
}

/**
 * Holds a committed timer in memory when it is due soon. What is due later is read when its time comes
 * near; the clock decides, not how far was read, since a read may have begun before this commit.
 */
export function armIfSoon(yard: Yard, timer: TimerRow): void {
  yard.timers.disarm(timer);
  if (timer.due <= clockOf(yard) + yard.limits.timerHorizonMs) yard.timers.arm(timer);
}
