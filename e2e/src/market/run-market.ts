import { Fault } from "@msafara/kernel";
import { openServers } from "../cluster/open-servers.ts";
import type { MarketOptions } from "./market-options.ts";
import { type MarketReport, reportOnDay } from "./market-report.ts";
import { playDay } from "./play-day.ts";

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
    return reportOnDay(await Promise.race([playDay(options, { ...servers, log }), interrupted]));
  } finally {
    await servers.close();
  }
}
