import { assert } from "@msafara/kernel";
import { openSeededTime } from "@msafara/runtime/memory";
import { type Day, type DayOptions, hashOf, openTown } from "../day/open-town.ts";
import { runDay } from "../day/run-day.ts";
import { takeInventory } from "../day/take-inventory.ts";
import type { Cast, Town } from "../day/town.ts";
import { plants } from "../plants/plants.ts";
import { type Bank, openBank } from "./bank.ts";
import { playCustomer } from "./customer.ts";
import { type Asked, type Evidence, gatherEvidence } from "./judges/evidence.ts";
import { judgeMidway, passJudgement } from "./judges/judges.ts";
import { firstToyRoles, toyRoles } from "./toy-roles.ts";

/** A town where toy freight is moved. */
export interface ToyTown extends Town {
  readonly cast: Cast & { readonly vendors: { readonly bank: Bank } };
  readonly asked: Asked[];
}

/** From dusk until the last dead lease is buried and the last hand is back. */
const RECOVERY_MS = 6_000;

/** Plays one day from one seed, lets it come to rest, and has it judged. */
export async function playToyDay(options: DayOptions): Promise<Day> {
  const { seed, plant } = options;
  const lineOf = plant === undefined ? undefined : plants[plant];
  assert(plant === undefined || lineOf !== undefined, "only bugs that are known can be planted");
  const notes: string[] = [];
  const time = openSeededTime(seed);
  const town: ToyTown = {
    ...openTown({
      ...options,
      notes,
      time,
      ...(lineOf === undefined ? {} : { lineOf }),
      castOf: () => ({
        roles: toyRoles,
        rolesBefore: firstToyRoles,
        vendors: { bank: openBank(time.worldOf("bank")) },
      }),
    }),
    asked: [],
  };
  const { plan, wrongs, cast } = town;
  await runDay(town, {
    come: (gates) =>
      Array.from({ length: plan.customers }, (_, i) => playCustomer(town, `customer-${i}`, gates)),
    dusk: () => {
      cast.vendors.bank.calmDown();
      town.note("dusk");
      wrongs.push(...judgeMidway(evidenceOf(town)));
    },
  });
  const evidence = evidenceOf(town);
  const { inventory } = evidence;
  const hash = hashOf(town, { notes, inventory, books: cast.vendors.bank.book() });
  return { seed, wrongs: [...wrongs, ...passJudgement(evidence)], hash, notes, inventory };
}

function evidenceOf({ asked, cast, database, duskAt }: ToyTown): Evidence {
  const { bank } = cast.vendors;
  return gatherEvidence({
    inventory: takeInventory(database),
    roles: toyRoles,
    asked,
    bank: { book: bank.book(), calls: bank.calls() },
    calmSince: duskAt + RECOVERY_MS,
  });
}
