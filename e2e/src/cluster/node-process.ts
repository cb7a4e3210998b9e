import { realWorld } from "@msafara/kernel";
import { openRedisBus } from "@msafara/bus";
import {
  type Node,
  type Observer,
  openWatchdog,
  type Role,
  startEffectWorker,
  startNode,
  unwatched,
  type Watch,
} from "@msafara/runtime";
import { firstToyRoles, toyRoles } from "@msafara/sim";
import { openJournal } from "@msafara/store";
import { bankLine } from "./bank-line.ts";
import { NODE_EXIT, type NodeOrders, type NodeWord } from "./node-orders.ts";
import { pitRole } from "./pit-role.ts";

const STATS_MS = 500;
const RSS_BYTES_MAX = 2_000_000_000;

const orders: NodeOrders = JSON.parse(process.argv[2] ?? "{}");
const counts = { turns: 0, batches: 0 };
// A node that nobody supervises any more must not stay behind.
process.on("disconnect", () => process.exit(NODE_EXIT.orphaned));

await play().catch((error: unknown) => {
  console.error(error);
  process.exit(NODE_EXIT.notStarted);
});

/** One node and one effect worker, as a program of the platform is put together. */
async function play(): Promise<void> {
  const { name, postgresUrl, redisUrl, prefix, release, claimMs, bankUrl } = orders;
  const world = realWorld();
  const journal = openJournal({ connectionString: postgresUrl, world });
  const bus = await openRedisBus({ url: redisUrl, world, prefix });
  const observe = observer();
  const node = await startNode({
    world,
    journal,
    bus,
    release,
    observe,
    node: name,
    roles: rolesOf(orders),
    watch: watchOf(orders),
    ...(orders.limits === undefined ? {} : { limits: orders.limits }),
  });
  void node.lost.then(() => process.exit(NODE_EXIT.lost));
  const worker = await startEffectWorker({
    world,
    journal,
    bus,
    name,
    release,
    claimMs,
    observe,
    holder: () => node.incarnation,
    vendors: { bank: bankLine(bankUrl) },
  });
  process.on("message", () => {
    void worker
      .stop()
      .then(node.stop)
      .then(() => process.exit(NODE_EXIT.stopped));
  });
  tell({ told: "started", incarnation: node.incarnation });
  reportStats(node);
}

function rolesOf({ release, pitTurnMs }: NodeOrders): readonly Role[] {
  const roles = release === 1 ? firstToyRoles : toyRoles;
  return pitTurnMs === undefined ? roles : [...roles, pitRole];
}

function watchOf({ pitTurnMs, postgresUrl }: NodeOrders): Watch {
  if (pitTurnMs === undefined) return unwatched;
  return openWatchdog({
    recorder: new URL(import.meta.resolve("@msafara/store/record-suspect")),
    settings: { connectionString: postgresUrl },
    turnMs: pitTurnMs,
    rssBytesMax: RSS_BYTES_MAX,
  });
}

function observer(): Observer {
  return {
    turn: () => (counts.turns += 1),
    batch: () => (counts.batches += 1),
    trouble: ({ what, error }) => tell({ told: "trouble", what, error: sentence(error) }),
    quarantined: ({ address, error }) => tell({ told: "quarantined", address, error }),
  };
}

function reportStats(node: Node): void {
  setInterval(() => {
    const rssBytes = process.memoryUsage.rss();
    tell({ told: "stats", rssBytes, ...counts, stats: node.stats() });
  }, STATS_MS);
}

function tell(word: NodeWord): void {
  // Whoever listens may be gone; then so are we, in a moment.
  process.send?.(word, () => undefined);
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
