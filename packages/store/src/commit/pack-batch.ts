import { assert } from "@msafara/kernel";
import { type AgentWrite, type Batch, partitionOf, type QuarantineRow } from "@msafara/runtime";
import {
  isEmptyArray,
  packBytes,
  packInstants,
  packInt2,
  packInt4,
  packInt8,
  packInt8OrNull,
  packText,
} from "../packed-array.ts";
import { byAddress, byTexts, type Placed } from "./by-key.ts";
import { packViews } from "./pack-views.ts";

/** PostgreSQL takes no message of a gigabyte; who sends less of it at once gets through. */
const BATCH_BYTES_MAX = 512 * 1_024 * 1_024;

/** What a commit is called with; `null` stands for a column without rows. */
export type PackedBatch = readonly (string | Buffer | null)[];

/**
 * The parameters of commit_batch_v1, in its order. Most columns of a small batch have no rows, and the
 * server takes a null in no time, but reads and unpacks each empty array: a third of the smallest commit.
 */
export function packBatch(incarnation: string, batch: Batch): PackedBatch {
  const values: (string | Buffer | null)[] = [incarnation];
  let size = 0;
  for (const columns of packTables(batch)) {
    for (const column of columns) {
      values.push(isEmptyArray(column) ? null : column);
      size += column.length;
    }
  }
  assert(size <= BATCH_BYTES_MAX, "a batch fits into one message to the database");
  return values;
}

function packTables(batch: Batch): readonly (readonly Buffer[])[] {
  return [
    packAgents(batch.agents),
    packInput(batch),
    packEvents(batch),
    packMail(batch),
    packTimers(batch),
    packEffects(batch),
    packViews(batch.views),
    packLive(batch),
    packQuarantine(batch.quarantined),
  ];
}

function packAgents(agents: readonly AgentWrite[]): Buffer[] {
  const born: Placed<AgentWrite>[] = [];
  const moved: Placed<AgentWrite>[] = [];
  const stood: Placed<AgentWrite>[] = [];
  let last = "";
  for (const agent of byAddress(agents, ({ address }) => address)) {
    const { expected, version } = agent.row;
    assert(agent.address !== last, "the turns of one agent are one write");
    assert(version >= expected, "versions only grow");
    last = agent.address;
    if (version === expected) stood.push(agent);
    else if (expected === 0) born.push(agent);
    else moved.push(agent);
  }
  return [
    packInt2(born, ({ partition }) => partition),
    packText(born, ({ address }) => address),
    ...packState(born),
    packInt2(moved, ({ partition }) => partition),
    packText(moved, ({ address }) => address),
    packInt8(moved, ({ row }) => row.expected),
    ...packState(moved),
    packInt2(stood, ({ partition }) => partition),
    packText(stood, ({ address }) => address),
    packInt8(stood, ({ row }) => row.version),
  ];
}

function packState(agents: readonly Placed<AgentWrite>[]): Buffer[] {
  return [
    packInt8(agents, ({ row }) => row.version),
    packInt4(agents, ({ row }) => row.schema),
    packText(agents, ({ row }) => row.phase),
    packInstants(agents, ({ row }) => row.turnedAt),
    packBytes(agents, ({ row }) => row.state),
    packBytes(agents, ({ row }) => row.heads),
  ];
}

/** What the turns used up. */
function packInput(batch: Batch): Buffer[] {
  const consumed = byAddress(batch.consumed, ({ receiver }) => receiver);
  const fired = byAddress(batch.fired, ({ address }) => address);
  const answers = byTexts(
    batch.answers,
    ({ principal }) => principal,
    ({ key }) => key,
  );
  return [
    packInt2(consumed, ({ partition }) => partition),
    packText(consumed, ({ address }) => address),
    packInt8(consumed, ({ row }) => row.seq),
    packInt2(fired, ({ partition }) => partition),
    packText(fired, ({ address }) => address),
    packText(fired, ({ row }) => row.name),
    packInt8(fired, ({ row }) => row.generation),
    packText(answers, ({ principal }) => principal),
    packText(answers, ({ key }) => key),
    packText(answers, ({ bodyHash }) => bodyHash),
    packText(answers, ({ address }) => address),
    packBytes(answers, ({ answer }) => answer),
  ];
}

function packEvents({ events }: Batch): Buffer[] {
  const rows = byAddress(events, ({ address }) => address);
  return [
    packText(rows, ({ address }) => address),
    packInt8(rows, ({ row }) => row.version),
    packInt4(rows, ({ row }) => row.n),
    packText(rows, ({ row }) => row.kind),
    packInt4(rows, ({ row }) => row.schema),
    packBytes(rows, ({ row }) => row.body),
    packInstants(rows, ({ row }) => row.at),
  ];
}

function packMail({ mail }: Batch): Buffer[] {
  const places = mail.map((_, i) => i + 1);
  const rows = byAddress(places, (place) => mail[place - 1]!.receiver).map(
    ({ row: place, partition }) => ({ place, partition, sent: mail[place - 1]! }),
  );
  return [
    packInt4(rows, ({ place }) => place),
    packInt2(rows, ({ partition }) => partition),
    packText(rows, ({ sent }) => sent.receiver),
    packText(rows, ({ sent }) => sent.sender),
    packText(rows, ({ sent }) => sent.kind),
    packBytes(rows, ({ sent }) => sent.body),
    packInt4(rows, ({ sent }) => sent.release),
    packInt4(rows, ({ sent }) => sent.depth),
    packText(rows, ({ sent }) => sent.trace),
  ];
}

function packTimers(batch: Batch): Buffer[] {
  const cancelled = byAddress(batch.cancelled, ({ address }) => address);
  const timers = byAddress(batch.timers, ({ address }) => address);
  return [
    packInt2(cancelled, ({ partition }) => partition),
    packText(cancelled, ({ address }) => address),
    packText(cancelled, ({ row }) => row.name),
    packInt2(timers, ({ partition }) => partition),
    packText(timers, ({ address }) => address),
    packText(timers, ({ row }) => row.name),
    packInstants(timers, ({ row }) => row.due),
    packInt8(timers, ({ row }) => row.generation),
    packBytes(timers, ({ row }) => row.body),
  ];
}

/** Not sorted: their order is the order within a lane, and new random ids block nobody. */
function packEffects({ effects }: Batch): Buffer[] {
  return [
    packText(effects, ({ id }) => id),
    packInt2(effects, ({ address }) => partitionOf(address)),
    packText(effects, ({ address }) => address),
    packText(effects, ({ lane }) => lane),
    packText(effects, ({ kind }) => kind),
    packBytes(effects, ({ body }) => body),
    packText(effects, ({ trace }) => trace),
  ];
}

function packLive({ live }: Batch): Buffer[] {
  const rows = byTexts(
    live,
    ({ topic }) => topic,
    ({ audience }) => audience,
  );
  return [
    packText(rows, ({ topic }) => topic),
    packText(rows, ({ audience }) => audience),
    packInt8(rows, ({ seq }) => seq),
    packText(rows, ({ name }) => name),
    packBytes(rows, ({ body }) => body),
    packInstants(rows, ({ at }) => at),
  ];
}

function packQuarantine(quarantined: readonly QuarantineRow[]): Buffer[] {
  const rows = byTexts(
    quarantined,
    ({ id }) => id,
    ({ address }) => address,
  );
  return [
    packText(rows, ({ id }) => id),
    packText(rows, ({ address }) => address),
    packInt8OrNull(rows, ({ seq }) => seq),
    packText(rows, ({ sender }) => sender),
    packText(rows, ({ kind }) => kind),
    packBytes(rows, ({ body }) => body),
    packText(rows, ({ trace }) => trace),
    packText(rows, ({ error }) => storable(error)),
    packText(rows, ({ stack }) => storable(stack)),
    packInt4(rows, ({ attempt }) => attempt),
    packInstants(rows, ({ at }) => at),
  ];
}

/** What an error says is out of our hands; it must not keep its message out of quarantine. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}
