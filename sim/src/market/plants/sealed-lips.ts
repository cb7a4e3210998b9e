import type { Plant } from "../../plants/plants.ts";

/** What is news to operators is counted, and never told. */
export function sealedLips(): Plant {
  return (journal) => ({
    ...journal,
    commit: async ({ batch, ...wish }) =>
      journal.commit({
        ...wish,
        batch: { ...batch, live: batch.live.filter(({ audience }) => audience !== "ops") },
      }),
  });
}
