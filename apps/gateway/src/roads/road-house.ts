import type { RoadsDesk } from "@msafara/domain";
import type { Live } from "@msafara/runtime";
import type { Traffic } from "@msafara/store";
import type { Reception } from "../identity/reception.ts";

/** Whoever knows the roads, the book of what happens there, and who may write in it. */
export interface RoadHouse {
  readonly roads: RoadsDesk;
  readonly traffic: Pick<Traffic, "tell" | "read" | "list">;
  readonly live: Pick<Live, "publish">;
  readonly reception: Pick<Reception, "identity" | "masterKey" | "world">;
}
