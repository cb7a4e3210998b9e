import type { Owned, Roster, RosterPort } from "../ports/journal.ts";
import type { MemoryDatabase, NodeRow } from "./memory-database.ts";
import type { Desk } from "./memory-journal.ts";

/** Membership and placement over the shared tables. */
export function memoryRoster({ database, wire }: Desk): RosterPort {
  const { tables, now, shuffled } = database;
  return {
    join: ({ leaseMs, ...member }) =>
      wire.write("join", () => {
        tables.nodes.set(member.incarnation, { ...member, leaseUntil: now() + leaseMs });
        return rosterOf(database);
      }),
    renew: ({ incarnation, leaseMs }) =>
      wire.write("renew", () => {
        const node = tables.nodes.get(incarnation);
        if (node === undefined) return "lost";
        node.leaseUntil = now() + leaseMs;
        return rosterOf(database);
      }),
    leave: (incarnation) =>
      wire.write("leave", async () => {
        await untilNoneInFlight(database, incarnation);
        remove(database, incarnation);
      }),
    bury: () => wire.write("bury", () => buryAll(database)),
    placement: () =>
      // Its rows are replaced, never changed, so they may be handed out as they are.
      wire.read("placement", () => shuffled(tables.partitions)),
    claim: (wish) => wire.write("claim", () => claimFree(database, wish)),
    release: ({ incarnation, partitions, minRelease = 0 }) =>
      wire.write("release", () => {
        for (const partition of new Set(partitions)) {
          const owned = tables.partitions[partition];
          if (owned?.owner === incarnation) tables.partitions[partition] = freed(owned, minRelease);
        }
      }),
  };
}

/** Waits for the commits in flight of each, since they hold its row. */
async function buryAll(database: MemoryDatabase): Promise<readonly string[]> {
  const buried: string[] = [];
  for (const { incarnation } of database.shuffled(database.tables.nodes.values())) {
    if (!isOver(database, incarnation)) continue;
    await untilNoneInFlight(database, incarnation);
    // While we waited it may have been renewed, or buried by somebody else.
    if (!isOver(database, incarnation)) continue;
    remove(database, incarnation);
    buried.push(incarnation);
  }
  return buried;
}

/** A node that is gone, or too old for a partition, gets nothing. */
function claimFree(
  { tables, shuffled }: MemoryDatabase,
  { incarnation, partitions }: Parameters<RosterPort["claim"]>[0],
): readonly number[] {
  const release = tables.nodes.get(incarnation)?.release;
  if (release === undefined) return [];
  return shuffled(new Set(partitions)).filter((partition) => {
    const owned = tables.partitions[partition];
    if (owned === undefined || owned.owner !== null || owned.minRelease > release) return false;
    tables.partitions[partition] = { ...owned, owner: incarnation };
    return true;
  });
}

function rosterOf(database: MemoryDatabase): Roster {
  const members = database
    .shuffled(liveNodes(database))
    .map(({ incarnation, node, release }) => ({ incarnation, node, release }));
  return { now: database.now(), members, writeRelease: writeReleaseOf(database) };
}

/** What the oldest living node can read. */
export function writeReleaseOf(database: MemoryDatabase): number {
  const releases = liveNodes(database).map(({ release }) => release);
  return releases.length === 0 ? 1 : Math.min(...releases);
}

function liveNodes({ tables, now }: MemoryDatabase): readonly NodeRow[] {
  return [...tables.nodes.values()].filter(({ leaseUntil }) => leaseUntil > now());
}

function isOver({ tables, now }: MemoryDatabase, incarnation: string): boolean {
  const node = tables.nodes.get(incarnation);
  return node !== undefined && node.leaseUntil <= now();
}

/** The row of a node cannot go while a commit holds it. */
async function untilNoneInFlight(
  { transactions }: MemoryDatabase,
  incarnation: string,
): Promise<void> {
  for (let [first] = transactions.inFlightOf(incarnation); first !== undefined;) {
    await first.ended;
    [first] = transactions.inFlightOf(incarnation);
  }
}

function remove({ tables }: MemoryDatabase, incarnation: string): void {
  tables.nodes.delete(incarnation);
  for (const owned of tables.partitions) {
    if (owned.owner === incarnation) tables.partitions[owned.partition] = freed(owned, 0);
  }
  // The names of its claims stay: a late result counts unless somebody else has taken the effect up.
  for (const effect of tables.effects.all()) {
    if (effect.holder === incarnation)
      Object.assign(effect, { holder: undefined, claimedUntil: 0 });
  }
}

function freed(owned: Owned, minRelease: number): Owned {
  return {
    ...owned,
    owner: null,
    epoch: owned.epoch + 1,
    minRelease: Math.max(owned.minRelease, minRelease),
  };
}
