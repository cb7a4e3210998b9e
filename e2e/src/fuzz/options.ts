import { parseArgs } from "node:util";

/** What a fuzz run is asked for. */
export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  readonly frames: number;
  /** How long each server is away; 0 leaves them alone. */
  readonly awayMs: number;
  readonly idle: number;
  readonly followers: number;
}

export const USAGE =
  "pnpm fuzz [--requests 100000] [--frames 100000] [--away 20] [--idle 500] [--followers 1000] [--seed S]";

const SECOND_MS = 1_000;

/** Reads the command line. Without a seed one is drawn, and printed. */
export function readOptions(args: readonly string[], drawn: number): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      requests: { type: "string", default: "100000" },
      frames: { type: "string", default: "100000" },
      away: { type: "string", default: "20" },
      idle: { type: "string", default: "500" },
      followers: { type: "string", default: "1000" },
      seed: { type: "string" },
    },
  });
  return {
    seed: Number(values.seed ?? drawn),
    requests: Number(values.requests),
    frames: Number(values.frames),
    awayMs: Number(values.away) * SECOND_MS,
    idle: Number(values.idle),
    followers: Number(values.followers),
  };
}
