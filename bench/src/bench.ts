import type { World } from "@msafara/kernel";
import type { Machine } from "./machine.ts";
import type { Row } from "./row.ts";

/** What a bench is run with. */
export interface BenchParts {
  readonly world: World;
  /** Shorter and rougher. */
  readonly isQuick: boolean;
  /** Of a bench in parts, those alone whose names hold this word. */
  readonly only?: string;
  readonly say: (line: string) => void;
}

/** What a bench found out, and where. */
export interface BenchReport {
  readonly machine: Machine;
  /** What a reader must know to read the rows. */
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
}

/** A bench asks questions and answers them beside their limits, in one run. */
export type Bench = (parts: BenchParts) => Promise<BenchReport>;
