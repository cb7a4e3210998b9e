import type { World } from "@msafara/kernel";
import type { Roads } from "./roads/open-roads.ts";
import type { Yard } from "./yard.ts";

/** What everybody of the demonstration stands on. */
export interface Stage {
  readonly world: Pick<World, "now" | "ticks" | "sleep" | "dice">;
  readonly roads: Roads;
  readonly yard: Yard;
  /** How many times faster than life trucks drive and hands load. */
  readonly speed: number;
  readonly ended: AbortSignal;
  /** Something that whoever looks at the demonstration may want to know. */
  readonly note: (line: Note) => void;
}

/** A line of the demonstration's log. */
export interface Note {
  readonly event: string;
  readonly [fact: string]: string | number;
}
