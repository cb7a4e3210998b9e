import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@msafara/kernel";
import { type Address, laneOf, LIMITS, partitionOf } from "@msafara/runtime";
import { type Quantiles, quantilesOf } from "../waits.ts";
import { COURIERS } from "./open-engine.ts";
import type { HopCluster } from "./open-hop-cluster.ts";

const TICK_MS = 1;
const LOOK_MS = 100;
const READY_MS_MAX = 30_000;
const SETTLE_MS = 300;
const PAIRS = 200;

/** Somebody who sends and somebody who receives. */
export interface Pair {
  readonly from: Address;
  readonly to: Address;
}

/** Pairs that live on one node but on different lanes, and pairs that live on two nodes. */
export interface Pairs {
  readonly near: readonly Pair[];
  readonly far: readonly Pair[];
}

/** Waits until both nodes own their share, and pairs agents up. */
export async function pairUp({ journal }: HopCluster): Promise<Pairs> {
  for (const from = performance.now(); ; await pause(LOOK_MS)) {
    const placement = await journal.placement();
    const owners = new Set(placement.map(({ owner }) => owner));
    if (owners.size === 2 && !owners.has(null)) {
      const ownerOf = new Map(placement.map(({ partition, owner }) => [partition, owner]));
      return pairsOf((address) => ownerOf.get(partitionOf(address)) ?? "");
    }
    if (performance.now() - from > READY_MS_MAX) {
      throw new Fault("The two nodes never shared the partitions", { retry: false });
    }
  }
}

function pairsOf(ownerOf: (address: Address) => string): Pairs {
  const lane = (address: Address) => laneOf(address, LIMITS.lanes);
  const isHere = (one: Address, other: Address) => ownerOf(one) === ownerOf(other);
  const pick = (fits: (from: Address, to: Address) => boolean) =>
    COURIERS.slice(0, PAIRS).flatMap((from, i) => {
      const to = COURIERS.slice(PAIRS + i).find((other) => fits(from, other));
      return to === undefined ? [] : [{ from, to }];
    });
  return {
    near: pick((from, to) => isHere(from, to) && lane(from) !== lane(to)),
    far: pick((from, to) => !isHere(from, to)),
  };
}

/** How long messages travel at an even pace, from the turn that sends to the turn that is durable. */
export async function measureHops(
  { caller, members }: HopCluster,
  {
    pairs,
    perSecond,
    lastsMs,
  }: { readonly pairs: readonly Pair[]; readonly perSecond: number; readonly lastsMs: number },
): Promise<Quantiles> {
  for (const member of members) member.clear();
  const asks: Promise<unknown>[] = [];
  const from = performance.now();
  for (let passed = 0; passed < lastsMs; passed = performance.now() - from) {
    const due = Math.floor((passed * perSecond) / 1_000);
    while (asks.length < due) {
      const pair = pairs[asks.length % pairs.length]!;
      const scatter = { type: "scatter", to: [pair.to] };
      asks.push(caller.ask(pair.from, scatter, { principal: "usr_bench" }));
    }
    await pause(TICK_MS);
  }
  await Promise.all(asks);
  await pause(SETTLE_MS);
  const told = await Promise.all(members.map((member) => member.tell()));
  return quantilesOf(told.flat());
}
