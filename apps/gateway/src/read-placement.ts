import type { Journal } from "@msafara/runtime";
import type { Placement } from "./vitals.ts";

/** Counts who owns the cluster's partitions. */
export async function readPlacement(journal: Journal): Promise<Placement> {
  const rows = await journal.placement();
  const owners = rows.map(({ owner }) => owner).filter((owner) => owner !== null);
  return { nodes: new Set(owners).size, owned: owners.length, partitions: rows.length };
}
