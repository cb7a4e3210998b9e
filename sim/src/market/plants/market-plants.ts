import { assert } from "@msafara/kernel";
import type { Role } from "@msafara/runtime";
import { plants } from "../../plants/plants.ts";
import type { MarketBank } from "../market-bank.ts";
import { blindCalendar } from "./blind-calendar.ts";
import { cancelOnTheRoad } from "./cancel-on-the-road.ts";
import { everybodyWins } from "./everybody-wins.ts";
import { forgottenRelease } from "./forgotten-release.ts";
import { keylessBank } from "./keyless-bank.ts";
import { openBids } from "./open-bids.ts";
import { politeNothing } from "./polite-nothing.ts";
import { sealedLips } from "./sealed-lips.ts";
import { shortMemory } from "./short-memory.ts";
import { shortRefund } from "./short-refund.ts";
import { staleRows } from "./stale-rows.ts";
import { unexplained } from "./unexplained.ts";

/** A bug of a market: in its rules, in its bank, or in the line to the database. */
export interface MarketPlant {
  readonly rolesOf?: (roles: readonly Role[]) => readonly Role[];
  readonly bankOf?: (bank: MarketBank) => MarketBank;
  readonly lineOf?: (typeof plants)[string];
}

/** Bugs that a market like ours could have, by the judge who finds them. */
export const marketPlants: Readonly<Record<string, MarketPlant & { readonly foundBy: string }>> = {
  "everybody-wins": { foundBy: "one-winner", rolesOf: everybodyWins },
  "blind-calendar": { foundBy: "one-load-per-truck", rolesOf: blindCalendar },
  "open-bids": { foundBy: "prices-kept-secret", rolesOf: openBids },
  "keyless-bank": { foundBy: "every-hold-settled", bankOf: keylessBank },
  "short-refund": { foundBy: "every-hold-settled", rolesOf: shortRefund },
  "cancel-on-the-road": { foundBy: "drawn-arrows", rolesOf: cancelOnTheRoad },
  unexplained: { foundBy: "every-ask-explained", rolesOf: unexplained },
  "polite-nothing": { foundBy: "commands-told-the-truth", rolesOf: politeNothing },
  "stale-rows": { foundBy: "rows-equal-state", rolesOf: staleRows },
  "forgotten-release": { foundBy: "market-at-rest", rolesOf: forgottenRelease },
  "short-memory": { foundBy: "fold-equals-state", lineOf: shortMemory },
  "sealed-lips": { foundBy: "live-without-gaps", lineOf: sealedLips },
};

/** The bug of a name, a market's own or one of the engine's; without a name there is none. */
export function marketPlantOf(name: string | undefined): MarketPlant {
  if (name === undefined) return {};
  const own = marketPlants[name];
  if (own !== undefined) return own;
  const lineOf = plants[name];
  assert(lineOf !== undefined, "only bugs that are known can be planted");
  return { lineOf };
}
