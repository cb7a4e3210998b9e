import { Fault } from "@msafara/kernel";
import { cpuBetween, readCpu } from "../cpu-clock.ts";
import type { LoadOrder, LoadReport } from "./http-load.ts";
import type { Place } from "./open-place.ts";

/** What requests came to, and what each of them cost. */
export interface Load extends LoadReport {
  readonly perSecond: number;
  /** CPU of this process, where the gateway, the engine and the echo are. */
  readonly oursUs: number;
  readonly serverUs: number;
}

/** Sends requests from the other process; any answer but the one that is wanted fails the run. */
export async function measureLoad(
  { clients, ground }: Pick<Place, "clients" | "ground">,
  order: LoadOrder,
  wanted: string,
): Promise<Load> {
  const before = readCpu(ground.serverPid);
  const report = await clients.load(order);
  const used = cpuBetween(before, readCpu(ground.serverPid));
  const { answers, tookMs, statuses, sample } = report;
  if (statuses[wanted] !== answers) {
    const came = JSON.stringify(statuses);
    throw new Fault(`Wanted ${wanted}s, and found ${came}: ${sample.body}`, { retry: false });
  }
  return {
    ...report,
    perSecond: (answers * 1_000) / tookMs,
    oursUs: (used.oursMs * 1_000) / answers,
    serverUs: (used.serverMs * 1_000) / answers,
  };
}
