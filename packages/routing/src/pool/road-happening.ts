import type { TrafficHappening } from "@msafara/domain";

/** Something that happens on the roads, as far as they care. */
export type RoadHappening = Omit<TrafficHappening, "note">;
