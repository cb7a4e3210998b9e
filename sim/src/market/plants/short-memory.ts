import { type Batch, decode, encode, roleOf } from "@msafara/runtime";
import type { Plant } from "../../plants/plants.ts";

/** What a driver has answered is not written down with the rest of him. */
export function shortMemory(): Plant {
  return (journal) => ({
    ...journal,
    commit: async ({ batch, ...wish }) =>
      journal.commit({ ...wish, batch: { ...batch, agents: batch.agents.map(forget) } }),
  });
}

type Written = Batch["agents"][number];

function forget(write: Written): Written {
  if (roleOf(write.address) !== "driver") return write;
  return { ...write, state: encode({ ...decode<object>(write.state), answered: [] }) };
}
