import { parseArgs } from "node:util";
import { Fault } from "@msafara/kernel";
import type { GatewaysDie, MarketOptions } from "../market/market-options.ts";

/** What a chaos run is asked for. */
export interface ChaosOptions {
  readonly seed: number;
  /** How long mischief lasts. */
  readonly mischiefMs: number;
  readonly nodes: number;
  readonly agents: number;
  /** Errands a second, as long as the cluster keeps up. */
  readonly rate: number;
  /** The pause between two pieces of mischief is drawn from this. */
  readonly peaceMs: readonly [least: number, most: number];
  /** Only these kinds of mischief, to look at one more closely. */
  readonly only?: readonly string[];
  /** Also say what nodes complain about. */
  readonly isVerbose?: boolean;
  readonly json?: string;
  /** Plays the market instead of the toy freight, until so many loads are booked. */
  readonly market?: Pick<MarketOptions, "bookings" | "gatewaysDie">;
  readonly bars: Bars;
}

/** Beyond one of these a run has failed. They are times, so they are for machines with nothing else to do. */
export interface Bars {
  /** The slowest takeover that nothing else disturbed. */
  readonly takeoverMs: number;
  /** How late timers come, from the moment on which the cluster is whole. */
  readonly latenessP99Ms: number;
}

export const USAGE =
  "pnpm chaos [--minutes 2] [--nodes 4] [--agents 10000] [--rate 150] [--seed S] [--json file] " +
  "[--only kill,freeze] [--verbose]\n" +
  "pnpm chaos --market [--bookings 1000] [--gateways-die once|often|never] [--seed S] [--json file]";

const MINUTE_MS = 60_000;
/** Of the field's bar: a node is killed about every five seconds. */
const PEACE_MS = [2_000, 6_000] as const;

const BARS: Bars = { takeoverMs: 5_000, latenessP99Ms: 2_000 };

/** Reads the command line. Without a seed one is drawn, and printed. */
export function readOptions(args: readonly string[], drawn: number): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "2" },
      nodes: { type: "string", default: "4" },
      agents: { type: "string", default: "10000" },
      rate: { type: "string", default: "150" },
      seed: { type: "string" },
      json: { type: "string" },
      only: { type: "string" },
      verbose: { type: "boolean", default: false },
      market: { type: "boolean", default: false },
      bookings: { type: "string", default: "1000" },
      "gateways-die": { type: "string", default: "once" },
    },
  });
  const market = {
    bookings: Number(values.bookings),
    gatewaysDie: readGatewaysDie(values["gateways-die"]),
  };
  return {
    seed: Number(values.seed ?? drawn),
    mischiefMs: Number(values.minutes) * MINUTE_MS,
    nodes: Number(values.nodes),
    agents: Number(values.agents),
    rate: Number(values.rate),
    peaceMs: PEACE_MS,
    bars: BARS,
    isVerbose: values.verbose,
    ...(values.market ? { market } : {}),
    ...(values.only === undefined ? {} : { only: values.only.split(",") }),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function readGatewaysDie(word: string): GatewaysDie {
  if (word === "once" || word === "often" || word === "never") return word;
  throw new Fault(`Cannot read "--gateways-die ${word}": expected once, often or never`, {
    retry: false,
  });
}
