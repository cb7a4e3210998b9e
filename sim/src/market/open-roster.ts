import type { FindDrivers } from "@msafara/domain";
import { decode, encode, type Order } from "@msafara/runtime";
import type { MemoryDatabase, SeededTime } from "@msafara/runtime/memory";
import { pickDrivers, type RosterRow } from "@msafara/roles";
import { type Manners, type MoodyVendor, openMoodyVendor } from "../day/moody-vendor.ts";
import { rowsOf } from "./rows-of.ts";

/** The roster over the view `drivers`: late, silent or broken, as its manners have it. */
export function openRoster(
  { time, database }: { readonly time: SeededTime; readonly database: MemoryDatabase },
  manners: Manners,
): MoodyVendor {
  return openMoodyVendor(time.worldOf("roster"), manners, {
    enter: ({ body }, wished) => {
      if (wished === "refused") return { failed: "roster-down" };
      const rows = rowsOf<RosterRow>(database, "drivers");
      return { done: pickDrivers(rows, wantedIn(body), time.now()) };
    },
    // Nothing ever happens by looking.
    recall: () => undefined,
  });
}

function wantedIn(body: Order["body"]): FindDrivers {
  return decode<FindDrivers>(encode(body));
}
