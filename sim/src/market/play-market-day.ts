import { marketRoles, MARKET_VIEWS, marketVendors } from "@msafara/roles";
import { roleOf } from "@msafara/runtime";
import { type MemoryDatabase, openSeededTime, type SeededTime } from "@msafara/runtime/memory";
import { luckOf } from "../day/luck.ts";
import { type Day, type DayOptions, hashOf, openTown } from "../day/open-town.ts";
import { runDay } from "../day/run-day.ts";
import { takeInventory } from "../day/take-inventory.ts";
import { hear } from "../judges/scene.ts";
import { playCrowd } from "./play-crowd.ts";
import { playDesk } from "./play-desk.ts";
import { playDriver } from "./play-driver.ts";
import { gatherMarketEvidence, type MarketEvidence } from "./judges/market-evidence.ts";
import { ALWAYS, marketJudges } from "./judges/market-judges.ts";
import { openMarketBank } from "./market-bank.ts";
import { drawMarketPlan, type MarketPlan } from "./market-plan.ts";
import type { Letter, MarketCast, MarketTown } from "./market-town.ts";
import { openRoster } from "./open-roster.ts";
import { type MarketPlant, marketPlantOf } from "./plants/market-plants.ts";
import { playEvening } from "./play-evening.ts";
import { playShipper } from "./play-shipper.ts";

/** Prices by hand begin here, above any that an agent reckons. */
const FIRST_PRICE = 700_000_000;
const PRICE_STEP = 1_009;

/** What a market's day came to, with what the judges saw. */
interface MarketDay extends Day {
  readonly evidence: MarketEvidence;
}

/** Plays one day of a market from one seed, lets it come to rest, and has it judged. */
export async function playMarketDay(options: DayOptions): Promise<MarketDay> {
  const { seed } = options;
  const notes: string[] = [];
  const town = openMarketTown(options, notes);
  await runDay(town, {
    come: (gates) => [openAndClose(town, gates)],
    dusk: () => {
      town.cast.bank.calmDown();
      town.cast.roster.calmDown();
      town.note("dusk");
      const wrongs = hear(ALWAYS, evidenceOf(town));
      town.wrongs.push(...wrongs.map((wrong) => `midway ${wrong}`));
    },
  });
  const evidence = evidenceOf(town);
  const { inventory, book } = evidence;
  const wrongs = [...town.wrongs, ...hear(marketJudges, evidence)];
  return {
    seed,
    wrongs,
    hash: hashOf(town, { notes, inventory, books: book }),
    notes,
    inventory,
    evidence,
  };
}

async function openAndClose(
  town: MarketTown,
  gates: Parameters<typeof playEvening>[1],
): Promise<void> {
  const { shippers, drivers } = town.market;
  await Promise.all([
    playDesk(town, { name: "desk", gates }),
    playCrowd(town, gates),
    ...Array.from({ length: drivers }, (_, i) => playDriver(town, `d${i}`, gates)),
    ...Array.from({ length: shippers }, (_, i) => playShipper(town, `s${i}`, gates)),
  ]);
  await playEvening(town, gates);
}

function openMarketTown(options: DayOptions, notes: string[]): MarketTown {
  const plant = marketPlantOf(options.plant);
  const time = openSeededTime(options.seed);
  const market = drawMarketPlan(luckOf(() => time.dice("market")));
  const letters: Letter[] = [];
  let price = FIRST_PRICE;
  const town = openTown({
    ...options,
    notes,
    time,
    views: MARKET_VIEWS,
    planned: { dayMs: market.dayMs },
    ...(plant.lineOf === undefined ? {} : { lineOf: plant.lineOf }),
    overhear: ({ mail }) => {
      for (const { receiver, kind, body } of mail)
        if (roleOf(receiver) === "driver") letters.push({ receiver, kind, body });
    },
    castOf: (database) => castOf({ time, database, market, plant }),
  });
  return { ...town, market, asked: [], letters, newPrice: () => (price += PRICE_STEP) };
}

interface Stage {
  readonly time: SeededTime;
  readonly database: MemoryDatabase;
  readonly market: MarketPlan;
  readonly plant: MarketPlant;
}

function castOf({ time, database, market, plant }: Stage): MarketCast {
  const honest = openMarketBank(time.worldOf("bank"), market.bank);
  const bank = plant.bankOf?.(honest) ?? honest;
  const roster = openRoster({ time, database }, market.roster);
  const roles = plant.rolesOf?.(marketRoles) ?? marketRoles;
  const vendors = marketVendors({ roster, payments: bank });
  return { roles, rolesBefore: roles, vendors, bank, roster };
}

function evidenceOf({ cast, database, asked, letters }: MarketTown): MarketEvidence {
  const { roles, bank } = cast;
  const inventory = takeInventory(database);
  return gatherMarketEvidence({
    inventory,
    roles,
    asked,
    letters,
    book: bank.book(),
    calls: bank.calls(),
  });
}
