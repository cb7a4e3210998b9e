import type { Owned } from "@msafara/runtime";
import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { layTable } from "../page/lay-table.ts";

/** Lists who owns the cluster's partitions (U57, U61). */
export const listNodes: Command = {
  name: "nodes",
  summary: "List nodes and the partitions they own",
  notes: [
    "A node that was killed owns its partitions until another buries it, a few seconds later.",
  ],
  options: { json: JSON_OPTION },
  run,
};

interface NodeRow {
  readonly incarnation: string;
  readonly partitions: number;
}

async function run({ flags }: Request, desk: Desk): Promise<Outcome> {
  const journal = await desk.journal();
  const placement = await journal.placement();
  const nodes = countByOwner(placement);
  const unowned = placement.filter(({ owner }) => owner === null);
  const awaited = Math.max(0, ...unowned.map(({ minRelease }) => minRelease));
  if (flags.has("json")) {
    const counts = { partitions: placement.length, unowned: unowned.length };
    return done(jsonLines({ nodes, ...counts, awaitedRelease: awaited === 0 ? null : awaited }));
  }
  return done([
    ...nodeLines(nodes, { desk, total: placement.length }),
    ...unownedLines(unowned.length, { awaited, total: placement.length }),
  ]);
}

/** Counts partitions by owner, the largest share first. */
function countByOwner(placement: readonly Owned[]): readonly NodeRow[] {
  const counts = new Map<string, number>();
  for (const { owner } of placement) {
    if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .map(([incarnation, partitions]) => ({ incarnation, partitions }))
    .toSorted((one, other) => (one.incarnation < other.incarnation ? -1 : 1))
    .toSorted((one, other) => other.partitions - one.partitions);
}

function nodeLines(
  nodes: readonly NodeRow[],
  { desk, total }: { readonly desk: Desk; readonly total: number },
): readonly string[] {
  if (nodes.length === 0) return ["No node owns anything: nothing runs"];
  const columns = [
    { title: "INCARNATION" },
    { title: "PARTITIONS", right: true },
    { title: "SHARE", right: true },
  ];
  const rows = nodes.map(({ incarnation, partitions }) => [
    incarnation,
    String(partitions),
    `${Math.round((100 * partitions) / total)} %`,
  ]);
  return layTable({ columns, rows }, desk.look);
}

function unownedLines(
  unowned: number,
  { awaited, total }: { readonly awaited: number; readonly total: number },
): readonly string[] {
  if (unowned === 0) return [];
  const why = awaited === 0 ? "" : `; some wait for a node of release ${awaited} or newer`;
  return ["", `${unowned} of ${total} partitions have no owner${why}`];
}
