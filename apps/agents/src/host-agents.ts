import type { World } from "@msafara/kernel";
import {
  type Bus,
  type Journal,
  type Node,
  type NodeStats,
  type Observer,
  type Role,
  startEffectWorker,
  startNode,
  type Vendor,
  type Watch,
} from "@msafara/runtime";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { agentMetrics } from "./agent-metrics.ts";
import { countMarket } from "./count-market.ts";

const REJOIN_MS = 1_000;

/** What a host of agents is put together from. */
export interface HostParts {
  readonly world: World;
  readonly log: Logger;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly registry: Registry;
  /** The name that operators see; each start is an incarnation of its own. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly vendors: Readonly<Record<string, Vendor>>;
  /** Absent where no turn can hang: in specs. */
  readonly watch?: () => Watch;
}

/** A node that comes back after others had taken it for dead. */
export interface Host {
  readonly name: string;
  readonly ready: () => boolean;
  readonly stats: () => NodeStats | undefined;
  /** Ends turns under way and gives everything back. */
  readonly stop: () => Promise<void>;
}

/** Hosts this process's share of the agents, and carries their effects out. */
export async function hostAgents(parts: HostParts): Promise<Host> {
  const { world, log, bus, registry, name, vendors } = parts;
  const journal = countMarket(parts.journal, registry);
  let node: Node | undefined;
  const observe = { ...agentMetrics(registry, () => node?.stats()), trouble: troubleTo(log) };
  const join = () => joinAs({ ...parts, journal }, observe);
  const holder = () => node?.incarnation;
  const worker = await startEffectWorker({ world, journal, bus, vendors, name, holder, observe });
  const stopping = new AbortController();
  node = await join();
  log.info({ event: "node.joined", incarnation: node.incarnation }, "node joined");
  const kept = keep();

  return {
    name,
    ready: () => node?.ready() ?? false,
    stats: () => node?.stats(),
    stop: async () => {
      stopping.abort();
      await worker.stop();
      // A node that is just joining again must be known before it can be stopped.
      await kept;
      await node?.stop();
    },
  };

  /** A laptop that slept, a long pause: the lease was over, so this starts again as somebody new. */
  async function keep(): Promise<void> {
    const told = new Promise<void>((resolve) => {
      stopping.signal.addEventListener("abort", () => resolve());
    });
    while (!stopping.signal.aborted) {
      await Promise.race([node?.lost ?? Promise.resolve(), told]);
      if (stopping.signal.aborted) return;
      log.warn({ event: "node.lost" }, "node lost its lease and joins again");
      await node?.stop();
      node = await rejoin();
    }
  }

  async function rejoin(): Promise<Node | undefined> {
    try {
      return await join();
    } catch (error) {
      log.error({ event: "node.rejoin-failed", err: error }, "node could not join again");
      await world.sleep(REJOIN_MS, stopping.signal);
      return undefined;
    }
  }
}

function joinAs(parts: HostParts, observe: Observer): Promise<Node> {
  const { world, journal, bus, roles, name } = parts;
  const watch = parts.watch?.();
  return startNode({ world, journal, bus, roles, node: name, observe, ...(watch && { watch }) });
}

function troubleTo(log: Logger): NonNullable<Observer["trouble"]> {
  return ({ what, error }) => log.warn({ event: "node.trouble", what, err: error }, "node trouble");
}
