import type { Baselines } from "./open-baselines.ts";
import type { Engine } from "./open-engine.ts";
import type { Ground } from "./open-ground.ts";
import type { Plan } from "./plan.ts";

/** What all measurements of a run share. */
export interface Stand {
  readonly ground: Ground;
  readonly baselines: Baselines;
  readonly engine: Engine;
  readonly plan: Plan;
  readonly say: (line: string) => void;
}
