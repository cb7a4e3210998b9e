import { seededDice } from "@msafara/runtime/memory";
import { type Luck, luckOf } from "@msafara/sim";
import type { KeptApp } from "./keep-app.ts";
import type { Town } from "./town.ts";

/** Who died, and how often. */
export interface Deaths {
  readonly nodes: number;
  readonly gateways: number;
}

const LOOK_MS = 50;
/** Nodes die so much more often than gateways that die often. */
const NODES_A_GATEWAY = 6;

/** SIGKILL, again and again: a node, and gateways as often as was asked. Until dusk. */
export async function killPrograms(town: Town): Promise<Deaths> {
  const [nodes, gateways] = await Promise.all([killNodes(town), killGateways(town)]);
  return { nodes, gateways };
}

async function killNodes(town: Town): Promise<number> {
  const { deathsMax, peaceMs } = town.options;
  return await killAgain(town, town.place.nodes, { deathsMax, peaceMs });
}

async function killGateways(town: Town): Promise<number> {
  const { options, place, booked, dusk } = town;
  const peaceMs = options.peaceMs * NODES_A_GATEWAY;
  switch (options.gatewaysDie) {
    case "never":
      return 0;
    case "often":
      return await killAgain(town, place.gateways, { deathsMax: options.deathsMax, peaceMs });
    case "once":
      while (booked.size < options.bookings / 2 && !dusk.aborted) {
        await place.world.sleep(LOOK_MS, dusk);
      }
      return await killAgain(town, place.gateways, { deathsMax: 1, peaceMs: 0 });
  }
}

interface Pace {
  readonly deathsMax: number;
  readonly peaceMs: number;
}

async function killAgain(
  { options, place, log, dusk }: Town,
  apps: readonly KeptApp[],
  { deathsMax, peaceMs }: Pace,
): Promise<number> {
  const [first, ...others] = apps;
  if (first === undefined) return 0;
  const luck: Luck = luckOf(seededDice(`${options.seed} deaths of ${first.name}`));
  let deaths = 0;
  while (deaths < deathsMax && !dusk.aborted) {
    await place.world.sleep(peaceMs, dusk);
    if (dusk.aborted) break;
    const victim = luck.pick([first, ...others]);
    if (!victim.kill()) continue;
    deaths += 1;
    log(`${victim.name} is killed (life ${victim.lives()})`);
  }
  return deaths;
}
