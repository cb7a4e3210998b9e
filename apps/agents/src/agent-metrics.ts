import type { NodeStats, Observer } from "@msafara/runtime";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const MS_PER_S = 1_000;
const BUCKETS_S = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** Counts what a node does. Labels are roles, messages and phases: few, and named in the code. */
export function agentMetrics(registry: Registry, stats: () => NodeStats | undefined): Observer {
  const registers = [registry];
  gauges(registry, stats);
  const took = new Histogram({
    name: "agent_message_processing_duration_seconds",
    help: "Deciding one message",
    labelNames: ["agent_type", "message_type"],
    buckets: BUCKETS_S,
    registers,
  });
  const transitions = new Counter({
    name: "agent_state_transitions_total",
    help: "Turns that left an agent in another phase",
    labelNames: ["agent_type", "from_state", "to_state"],
    registers,
  });
  const quarantined = new Counter({
    name: "agent_messages_quarantined_total",
    help: "Messages set aside because their agent failed on them twice",
    labelNames: ["agent_type", "message_type"],
    registers,
  });
  return {
    turn: ({ role, kind, ms, from, to }) => {
      took.observe({ agent_type: role, message_type: kind }, ms / MS_PER_S);
      if (from !== to) transitions.inc({ agent_type: role, from_state: from, to_state: to });
    },
    quarantined: ({ address, kind }) => {
      quarantined.inc({ agent_type: address.split("/")[0] ?? "", message_type: kind });
    },
  };
}

/** Read when Prometheus asks, so that nothing is counted twice. */
function gauges(registry: Registry, stats: () => NodeStats | undefined): void {
  const active = new Gauge({
    name: "agent_active_count",
    help: "Agents in memory",
    labelNames: ["type"],
    registers: [],
    collect: () => {
      active.reset();
      for (const [type, count] of Object.entries(stats()?.byRole ?? {})) {
        active.set({ type }, count);
      }
    },
  });
  registry.registerMetric(active);
  gauge("agent_partitions_owned", "Partitions that this node owns", (now) => now.partitions);
  gauge("agent_calls_waiting", "Commands waiting for an agent", (now) => now.callsWaiting);

  function gauge(name: string, help: string, read: (now: NodeStats) => number): void {
    const metric = new Gauge({
      name,
      help,
      registers: [],
      collect: () => {
        const now = stats();
        metric.set(now === undefined ? 0 : read(now));
      },
    });
    registry.registerMetric(metric);
  }
}
