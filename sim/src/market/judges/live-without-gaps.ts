import { decode } from "@msafara/runtime";
import type { Scene } from "../../judges/scene.ts";

/** Every audience of every topic heard 1, 2, 3 … up to the head that its agent remembers. */
export function liveWithoutGaps({ inventory }: Scene): readonly string[] {
  const topics = Map.groupBy(inventory.live, ({ topic, audience }) => `${topic} ${audience}`);
  const gaps = [...topics].flatMap(([topic, rows]) => {
    const seqs = rows.map(({ seq }) => seq).toSorted((one, other) => one - other);
    const gap = seqs.findIndex((seq, i) => seq !== i + 1);
    return gap < 0 ? [] : [`${topic}: found ${seqs[gap]} where ${gap + 1} was due`];
  });
  const heads = inventory.agents.flatMap(({ address, heads: stored }) =>
    Object.entries(decode<Record<string, number>>(stored)).flatMap(([audience, head]) => {
      const heard = topics.get(`${address} ${audience}`)?.length ?? 0;
      return head === heard ? [] : [`${address} ${audience}: its head is ${head}, ${heard} came`];
    }),
  );
  return [...gaps, ...heads];
}
