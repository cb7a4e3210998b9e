import { realWorld } from "@msafara/kernel";
import { NODE_EXIT, type NodeOrders, type NodeWord } from "./node-orders.ts";
import { type Ending, type NodeProcess, spawnNode } from "./spawn-node.ts";

const RESTART_MS = 200;

/** A node that is started again whenever it ends, as any orchestrator would. */
export interface Supervised {
  readonly name: string;
  /** Who runs just now; absent between two lives. */
  readonly life: () => NodeProcess | undefined;
  readonly lives: () => number;
  /** Asks for an end in good order and starts nobody afterwards. */
  readonly retire: () => Promise<void>;
  /** Ends it at once, for good. */
  readonly destroy: () => Promise<void>;
}

export interface SuperviseOptions {
  readonly orders: NodeOrders;
  readonly hear?: (word: NodeWord) => void;
  /** Told of each end, and whether somebody outside brought it about. */
  readonly ended?: (ending: Ending, life: NodeProcess) => void;
}

/** Keeps a node running until it is retired. */
export function supervise({ orders, hear, ended }: SuperviseOptions): Supervised {
  const world = realWorld();
  const retiring = new AbortController();
  let life: NodeProcess | undefined;
  let lives = 0;

  async function keepUp(): Promise<void> {
    while (!retiring.signal.aborted) {
      life = spawnNode({ orders, ...(hear === undefined ? {} : { hear }) });
      lives += 1;
      ended?.(await life.ended, life);
      life = undefined;
      await world.sleep(RESTART_MS, retiring.signal);
    }
  }
  const kept = keepUp();

  return {
    name: orders.name,
    life: () => life,
    lives: () => lives,
    retire: async () => {
      retiring.abort();
      life?.stop();
      await kept;
    },
    destroy: async () => {
      retiring.abort();
      life?.kill("SIGCONT");
      life?.kill("SIGKILL");
      await kept;
    },
  };
}

/** Whether an end says that the code is wrong: nobody killed it, and it had no reason of its own. */
export function isCrash({ code, signal }: Ending): boolean {
  const reasons: readonly (number | null)[] = Object.values(NODE_EXIT);
  return signal === null && !reasons.includes(code);
}
