import type { Batch } from "./batch.ts";

/** A commit that writes nothing: whoever writes a little fills in the little. */
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
