import type { Batch } from "@msafara/runtime";

/** A commit that writes nothing: what a spec spoils or fills in stands beside it. */
export const EMPTY_BATCH: Batch = {
  agents: [],
  consumed: [],
  fired: [],
  answers: [],
  events: [],
  mail: [],
  timers: [],
  cancelled: [],
  effects: [],
  views: [],
  live: [],
  quarantined: [],
};
