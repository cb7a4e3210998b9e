import { Fault, realWorld } from "@msafara/kernel";
import { openServers } from "../cluster/open-servers.ts";
import type { MarketOptions } from "./market-options.ts";
import { type MarketReport, reportOnDay } from "./market-report.ts";
import { playDay } from "./play-day.ts";

/** What was begun at dusk has so long to end, to come to rest and to be judged. */
const EVENING_MS_MAX = 900_000;

/** One chaotic day of the market on servers of its own. Leaves nothing running, whatever happens. */
export async function runMarket(
  options: MarketOptions,
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<MarketReport> {
  // The migrations made all that the market needs.
  const servers = await openServers({ prepare: async () => {} });
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () => reject(new Fault("Was interrupted", { retry: false }));
    signal.addEventListener("abort", stop);
  });
  try {
    const played = playDay(options, { ...servers, log });
    return reportOnDay(await Promise.race([played, interrupted, overrun(options)]));
  } finally {
    await servers.close();
  }
}

/** Whatever hangs, the day is over some time. */
async function overrun({ dayMsMax }: MarketOptions): Promise<never> {
  const allMs = dayMsMax + EVENING_MS_MAX;
  await realWorld().sleep(allMs);
  throw new Fault(`Cannot end the day: it goes on after ${allMs / 1_000} s`, { retry: false });
}
