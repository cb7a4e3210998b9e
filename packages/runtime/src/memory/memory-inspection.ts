import type {
  AgentSummary,
  InspectionPort,
  QuarantinedMessage,
  StoredAgent,
} from "../ports/journal.ts";
import { roleOf } from "../address.ts";
import type { QuarantineRow } from "../ports/batch.ts";
import { quarantineLock } from "./apply-batch.ts";
import { copyBody } from "./copy-batch.ts";
import type { MemoryDatabase } from "./memory-database.ts";
import { writeReleaseOf } from "./memory-roster.ts";
import type { Desk } from "./memory-journal.ts";

/** What an operator sees and does, over the shared tables. */
export function memoryInspection({ database, wire }: Desk): InspectionPort {
  const { tables, transactions } = database;
  return {
    agents: (wish) => wire.read("agents", () => agentsOf(database, wish)),
    quarantine: ({ address, after = "", limit }) =>
      wire.read("quarantine", () =>
        [...tables.quarantine.values()]
          .filter((row) => row.id > after && (address === undefined || row.address === address))
          .toSorted((one, other) => (one.id < other.id ? -1 : 1))
          .slice(0, limit)
          .map(quarantined),
      ),
    replayQuarantined: ({ id, by }) =>
      wire.write("replayQuarantined", async () => {
        const ending = await transactions.transact<boolean>({
          locks: () => [quarantineLock(id)],
          check: () => (tables.quarantine.has(id) ? undefined : false),
          seqCount: 1,
          apply: ([seq]) => {
            replay(database, tables.quarantine.get(id)!, { by, seq: seq! });
            return true;
          },
          hold: wire.holdOf(wire.smallFate()),
        });
        return ending.undone ? false : ending.answer;
      }),
    dropQuarantined: ({ id }) =>
      wire.write(
        "dropQuarantined",
        () => !transactions.isLocked(quarantineLock(id)) && tables.quarantine.delete(id),
      ),
    history: ({ address, afterVersion, limit }) =>
      wire.read("history", () =>
        (tables.events.get(address) ?? [])
          .filter(({ version }) => version > afterVersion)
          .slice(0, limit)
          .map(copyBody),
      ),
  };
}

function agentsOf(
  database: MemoryDatabase,
  { role, phase, stuckMs, after = "", limit }: Parameters<InspectionPort["agents"]>[0],
): readonly AgentSummary[] {
  const { tables, now } = database;
  const found: AgentSummary[] = [];
  for (const address of [...tables.agents.keys()].filter((one) => one > after).toSorted()) {
    if (role !== undefined && roleOf(address) !== role) continue;
    const summary = summaryOf(database, tables.agents.get(address)!);
    if (phase !== undefined && summary.phase !== phase) continue;
    if (stuckMs !== undefined && !isOlder(summary.oldestMailAt, now() - stuckMs)) continue;
    if (found.push(summary) === limit) break;
  }
  return found;
}

function summaryOf(
  { tables }: MemoryDatabase,
  { address, phase, version, turnedAt }: StoredAgent,
): AgentSummary {
  const box = tables.mail.boxOf(address);
  const oldestMailAt = box[0]?.at ?? null;
  return {
    address,
    role: roleOf(address),
    phase,
    version,
    turnedAt,
    mailDepth: box.length,
    oldestMailAt,
  };
}

function isOlder(at: number | null, than: number): boolean {
  return at !== null && at < than;
}

/** The message comes back in the operator's name, and says whom it stands for. */
function replay(
  database: MemoryDatabase,
  row: QuarantineRow,
  { by, seq }: { readonly by: string; readonly seq: number },
): void {
  const { tables, now } = database;
  const { id, address, kind, body, trace } = row;
  tables.quarantine.delete(id);
  tables.mail.add({
    receiver: address,
    sender: `operator:${by}`,
    kind,
    body,
    release: writeReleaseOf(database),
    depth: 0,
    trace,
    seq,
    at: now(),
  });
}

function quarantined({ seq, ...row }: QuarantineRow): QuarantinedMessage {
  return copyBody({ ...row, seq: seq ?? null });
}
