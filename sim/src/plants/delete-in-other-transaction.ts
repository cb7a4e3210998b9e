import { EMPTY_BATCH } from "@msafara/runtime";
import type { Plant } from "./plants.ts";

/** The message is used up after the turn was committed, as a broker with acknowledgements would. */
export function deleteInOtherTransaction(): Plant {
  return (journal) => ({
    ...journal,
    commit: async ({ incarnation, lane, batch }) => {
      const { consumed } = batch;
      const rest = { ...batch, consumed: [] };
      const outcome = await journal.commit({ incarnation, lane, batch: rest });
      if (outcome.outcome !== "committed" || consumed.length === 0) return outcome;
      await journal.commit({ incarnation, lane, batch: { ...EMPTY_BATCH, consumed } });
      return outcome;
    },
  });
}
