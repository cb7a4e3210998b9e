import { seededDice } from "@msafara/runtime/memory";
import { luckOf } from "@msafara/sim";
import type { Town } from "./town.ts";

/** Who died, and how often. */
export interface Deaths {
  readonly nodes: number;
  readonly gateways: number;
}

/** SIGKILL, again and again: a node, and every so often a gateway. Until dusk. */
export async function killPrograms(town: Town): Promise<Deaths> {
  const { options, place, log, dusk } = town;
  const luck = luckOf(seededDice(`${options.seed} deaths`));
  const deaths = { nodes: 0, gateways: 0 };
  for (let turn = 1; turn <= options.deathsMax && !dusk.aborted; turn++) {
    await place.world.sleep(options.peaceMs, dusk);
    if (dusk.aborted) break;
    const kind = turn % options.gatewayEvery === 0 ? "gateways" : "nodes";
    const [first, ...others] = place[kind];
    if (first === undefined) continue;
    const victim = luck.pick([first, ...others]);
    if (!victim.kill()) continue;
    deaths[kind] += 1;
    log(`${victim.name} is killed (life ${victim.lives()})`);
  }
  return deaths;
}
