import { decode, roleOf } from "@msafara/runtime";
import { movesBalance } from "../account-role.ts";
import type { Told } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** Every audience of every topic heard 1, 2, 3 … up to the head, and as much as there was to tell. */
export function liveGapless({ inventory, history }: Evidence): readonly string[] {
  const topics = Map.groupBy(inventory.live, ({ topic, audience }) => `${topic} ${audience}`);
  const due = tellable(history);
  const wrongs = [...topics].flatMap(([topic, rows]) => {
    const seqs = rows.map(({ seq }) => seq).toSorted((one, other) => one - other);
    const gap = seqs.findIndex((seq, i) => seq !== i + 1);
    const wanted = due.get(topic) ?? 0;
    return [
      ...(gap < 0 ? [] : [`${topic}: found ${seqs[gap]} where ${gap + 1} was due`]),
      ...(rows.length === wanted
        ? []
        : [`${topic}: ${rows.length} live events, ${wanted} to tell`]),
    ];
  });
  const silent = [...due.keys()].filter((topic) => !topics.has(topic));
  return [
    ...wrongs,
    ...silent.map((topic) => `${topic} was told nothing`),
    ...headsFit(inventory, due),
  ];
}

function headsFit(
  { agents }: Evidence["inventory"],
  due: ReadonlyMap<string, number>,
): readonly string[] {
  return agents.flatMap(({ address, heads }) =>
    Object.entries(decode<Record<string, number>>(heads)).flatMap(([audience, head]) => {
      const wanted = due.get(`${address} ${audience}`) ?? 0;
      return head === wanted
        ? []
        : [`${address} ${audience}: its head is ${head}, expected ${wanted}`];
    }),
  );
}

function tellable(history: readonly Told[]): ReadonlyMap<string, number> {
  const due = new Map<string, number>();
  for (const { address, event } of history) {
    for (const audience of audiences(roleOf(address), event.type)) {
      const topic = `${address} ${audience}`;
      due.set(topic, (due.get(topic) ?? 0) + 1);
    }
  }
  return due;
}

function audiences(role: string, type: string): readonly string[] {
  if (role === "offer") return ["market", "owner"];
  return role === "account" && movesBalance(type) ? ["owner"] : [];
}
