import type { Journal } from "@msafara/runtime";
import type { MemoryDatabase } from "@msafara/runtime/memory";
import { deleteInOtherTransaction } from "./delete-in-other-transaction.ts";
import { fenceRemoved } from "./fence-removed.ts";
import { retryOvertakes } from "./retry-overtakes.ts";

/** A bug in the line between a program and the database. One day has one plant on all its lines. */
export type Plant = (journal: Journal) => Journal;

/** Bugs that an engine like ours could have; judges that miss one of them are worth nothing. */
export const plants: Readonly<Record<string, (database: MemoryDatabase) => Plant>> = {
  "fence-removed": fenceRemoved,
  "delete-in-other-transaction": deleteInOtherTransaction,
  "retry-overtakes": retryOvertakes,
};
