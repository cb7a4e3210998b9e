import type { Instant, World } from "@msafara/kernel";
import type { Caller } from "@msafara/runtime";
import type { Asked, Bank, Luck } from "@msafara/sim";
import type { Look } from "../cluster/open-look.ts";
import type { Servers } from "../cluster/open-servers.ts";
import type { NodeProcess } from "../cluster/spawn-node.ts";
import type { Supervised } from "../cluster/supervise.ts";
import type { ChaosOptions } from "./options.ts";

/** What can be done to a cluster. */
export type Mischief =
  | "kill"
  | "freeze"
  | "freeze-in-commit"
  | "nap"
  | "leave"
  | "flush"
  | "redis-restart"
  | "postgres-fast"
  | "postgres-immediate";

/** A time during which partitions had no owner for something that was done, by the database's clock. */
export interface Window {
  readonly mischief: Mischief;
  readonly victim: string;
  readonly from: Instant;
  /** When every partition had a living owner again. */
  ownedAt: Instant;
}

/** How long the agents of a lost node were without one. */
export interface Takeover {
  readonly mischief: Mischief;
  readonly victim: string;
  readonly partitions: number;
  /** From the deed to the first committed turn of one of its agents. */
  readonly firstTurnMs: number;
  /** From the deed until each of its partitions had a living owner. */
  readonly ownedMs: number;
  /** PostgreSQL was away, or another node was hurt, in between: shown, and not held to the bar. */
  readonly isDisturbed: boolean;
}

/** What the parts of one chaos run share. */
export interface Arena {
  readonly options: ChaosOptions;
  readonly world: World;
  readonly luckOf: (purpose: string) => Luck;
  readonly servers: Servers;
  readonly look: Look;
  readonly nodes: readonly Supervised[];
  readonly callers: readonly [Caller, ...Caller[]];
  readonly bank: Bank;
  readonly asked: Asked[];
  readonly windows: Window[];
  readonly takeovers: Takeover[];
  /** Incarnations that others have buried. */
  readonly buried: Set<string>;
  /** Who is being hurt, or will not recover: nobody else to pick. */
  readonly hurt: WeakSet<NodeProcess>;
  /** What nodes complained about, and how often. */
  readonly troubles: Map<string, number>;
  /** What was seen to be wrong while it went on. */
  readonly wrongs: string[];
  readonly log: (line: string) => void;
  /** Fires when mischief has ended: nobody begins anything new. */
  readonly dusk: AbortSignal;
}

/** The database's clock, in milliseconds. */
export async function databaseNow(look: Look): Promise<Instant> {
  const [row] = await look.ask<{ now: number }>(
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now",
  );
  return row?.now ?? 0;
}
