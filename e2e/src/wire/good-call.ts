import { assert } from "@msafara/kernel";
import { askWire, type Told } from "./ask-wire.ts";
import { accountRecipes } from "./account-recipes.ts";
import { marketRecipes } from "./market-recipes.ts";
import { roadRecipes } from "./road-recipes.ts";
import type { Cast, Person } from "./open-cast.ts";
import type { Trade } from "./open-trade.ts";
import type { WireStage } from "./open-wire-stage.ts";
import type { Operation } from "./operations-of.ts";

/** Where a walk takes place, and with whom. */
export interface Walk {
  readonly stage: WireStage;
  readonly cast: Cast;
  readonly trade: Trade;
}

/** Who does business in one good world: nobody of another pair has to do with it. */
export interface Pair {
  readonly shipper: Person;
  readonly driver: Person;
}

/** A call that does what it asks for, in a world that was made ready for it. */
export interface GoodCall {
  /** Who asks; nobody where anybody may. */
  readonly as?: Person["shows"];
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Makes a world ready, a fresh one each time, and says what is then to be asked. */
export type Recipe = (walk: Walk, pair: Pair) => Promise<GoodCall> | GoodCall;

const RECIPES: Readonly<Record<string, Recipe>> = {
  ...accountRecipes,
  ...marketRecipes,
  ...roadRecipes,
};

/** Makes the world ready for a good call of an operation. */
export async function goodCall(walk: Walk, { id }: Operation, pair: Pair): Promise<GoodCall> {
  const recipe = RECIPES[id];
  assert(
    recipe !== undefined,
    `"${id}" is walked by its recipe: add one to account-recipes.ts, market-recipes.ts or road-recipes.ts that makes a fresh world ready and says what to ask in it`,
  );
  return await recipe(walk, pair);
}

/** The names of all recipes: one that no operation has is left over. */
export const RECIPE_NAMES: readonly string[] = Object.keys(RECIPES);

/** Asks a good call of an operation. */
export async function askGood(
  { stage }: Walk,
  { method, path }: Operation,
  call: GoodCall & { readonly key?: string; readonly dryRun?: boolean; readonly door?: 0 | 1 },
): Promise<Told> {
  return await askWire(stage, { method, path, ...call });
}
