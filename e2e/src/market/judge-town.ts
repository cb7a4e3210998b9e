import { MARKET_VIEWS, marketRoles } from "@msafara/roles";
import { type Answer, decode, type LiveRow } from "@msafara/runtime";
import {
  gatherMarketEvidence,
  hear,
  type Inventory,
  type MarketEntry,
  marketJudges,
} from "@msafara/sim";
import type { Look } from "../cluster/open-look.ts";
import { takeInventory } from "../cluster/take-inventory.ts";
import { judgeAnswers, type Kept, lettersIn } from "./judge-answers.ts";
import { judgeSockets } from "./judge-sockets.ts";
import type { Town } from "./town.ts";
import { hearWitness } from "./witness.ts";

/** What the judges found, and what they read. */
export interface Judgement {
  readonly wrongs: readonly string[];
  readonly inventory: Inventory;
  readonly book: readonly MarketEntry[];
}

const RECEIPTS = "SELECT principal, key, address, answer FROM receipts";
/** A hold first, then what ended it. */
const BOOK = `
  SELECT key, ref, deed, outcome, amount, kept FROM stand_in_payments
   ORDER BY at, (deed <> 'hold'), key`;

/** Has what PostgreSQL holds, what callers were told and what sockets heard held against each other. */
export async function judgeTown(town: Town): Promise<Judgement> {
  const { look, postgresUrl } = town.place;
  const inventory = await takeInventory(postgresUrl, Object.keys(MARKET_VIEWS));
  const { letters, orders } = await hearWitness(look);
  const kept = await readReceipts(look);
  const { asked, wrongs } = judgeAnswers(town.heard, kept);
  const book = await readBook(look, orders);
  const evidence = gatherMarketEvidence({
    inventory,
    roles: marketRoles,
    asked,
    letters: [...letters, ...lettersIn(town.heard)],
    book,
    // The provider that stands in keeps a book of deeds, and none of who called.
    calls: [],
  });
  const sockets = judgeSockets([...town.shippers, ...town.drivers], liveOf(inventory));
  return {
    wrongs: [...town.wrongs, ...hear(marketJudges, evidence), ...wrongs, ...sockets],
    inventory,
    book,
  };
}

async function readReceipts(look: Look): Promise<ReadonlyMap<string, Kept>> {
  const rows = await look.ask<{
    principal: string;
    key: string;
    address: Kept["address"];
    answer: Uint8Array | null;
  }>(RECEIPTS);
  return new Map(
    rows.flatMap(({ principal, key, address, answer }) =>
      answer === null
        ? []
        : [[`${principal} ${key}`, { address, answer: decode<Answer>(answer) }] as const],
    ),
  );
}

interface Line {
  readonly key: string;
  readonly ref: string;
  readonly deed: MarketEntry["kind"];
  readonly outcome: string;
  readonly amount: number;
  readonly kept: number;
}

/** The stand-in's book, and whose money each line is about. */
async function readBook(
  look: Look,
  orders: ReadonlyMap<string, string>,
): Promise<readonly MarketEntry[]> {
  const lines = await look.ask<Line>(BOOK);
  return lines.map(({ key, ref, deed, outcome, amount, kept }) => ({
    id: key,
    kind: deed,
    verdict: outcome === "done" ? "acted" : "refused",
    why: outcome === "done" ? "" : outcome,
    shipmentId: orders.get(key) ?? "",
    ref,
    amount,
    kept,
  }));
}

function liveOf({ live }: Inventory): ReadonlyMap<string, readonly LiveRow[]> {
  return Map.groupBy(live, ({ topic, audience }) => `${topic} ${audience}`);
}
