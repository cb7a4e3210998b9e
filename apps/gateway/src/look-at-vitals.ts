import type { World } from "@msafara/kernel";
import type { NodeVitals, Placement, Vitals } from "./vitals.ts";

const PATIENCE_MS = 2_000;

/** One look at everything that must work for a request to be answered. */
export interface Look {
  readonly database: "ok" | "away";
  readonly bus: "ok" | "away";
  /** `waiting` while partitions have no owner yet. */
  readonly agents: "ok" | "waiting" | "unknown";
  readonly placement: Placement | undefined;
  readonly node: NodeVitals | undefined;
  readonly vendors: NonNullable<Vitals["vendors"]>;
}

/** Asks all at once and never longer than a probe waits. */
export async function lookAtVitals(vitals: Vitals, world: World): Promise<Look> {
  const [placement, bus, elsewhere] = await Promise.all([
    inTime(world, vitals.placement()),
    inTime(
      world,
      vitals.bus.answers().then(() => true),
    ),
    inTime(world, vitals.vendorsElsewhere?.() ?? Promise.resolve({})),
  ]);
  const node = vitals.node?.();
  return {
    database: placement === undefined ? "away" : "ok",
    bus: bus === undefined ? "away" : "ok",
    agents: agentsOf(placement, node),
    placement,
    node,
    vendors: { ...elsewhere, ...vitals.vendors },
  };
}

/**
 * Whether requests would be answered right now. Without the bus commands are told to come back,
 * but everything can still be read: a door that closed then would make a small outage a whole one.
 */
export function isReady(look: Look): boolean {
  return look.database === "ok" && look.agents === "ok";
}

function agentsOf(placement: Placement | undefined, node: NodeVitals | undefined): Look["agents"] {
  if (placement === undefined) return "unknown";
  const owned = placement.partitions > 0 && placement.owned === placement.partitions;
  return owned && (node === undefined || node.ready) ? "ok" : "waiting";
}

async function inTime<Answer>(world: World, asked: Promise<Answer>): Promise<Answer | undefined> {
  const done = new AbortController();
  const given = asked.catch(() => undefined);
  const late = world.sleep(PATIENCE_MS, done.signal).then(() => undefined);
  const answer = await Promise.race([given, late]);
  done.abort();
  return answer;
}
