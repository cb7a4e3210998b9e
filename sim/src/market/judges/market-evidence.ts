import type { Answered, Judge, Scene, Sight, Told } from "../../judges/scene.ts";
import { readScene } from "../../judges/scene.ts";
import { type Address, decode, idOf, roleOf } from "@msafara/runtime";
import type { VendorCall } from "../../day/moody-vendor.ts";
import type { MarketEntry } from "../market-bank.ts";
import type { Letter } from "../market-town.ts";

/** What the judges of a market look at. */
export interface MarketEvidence extends Scene {
  readonly asked: readonly Answered[];
  /** What drivers' agents were written. */
  readonly letters: readonly Letter[];
  readonly book: readonly MarketEntry[];
  /** What the bank was asked, in order. */
  readonly calls: readonly VendorCall[];
}

export type MarketJudge = Judge<MarketEvidence>;

/** Reads the events once, for all judges. */
export function gatherMarketEvidence({
  asked,
  letters,
  book,
  calls,
  ...sight
}: Sight & Omit<MarketEvidence, keyof Scene>): MarketEvidence {
  return { ...readScene(sight), asked, letters, book, calls };
}

/** An agent, as it is stored, and all that ever happened to it. */
interface Life<State, Event> {
  readonly address: Address;
  readonly id: string;
  readonly state: State;
  readonly events: readonly Event[];
}

/** All agents of a role; its name says of which state and events. */
export function livesOf<State, Event>(
  { inventory, history }: Scene,
  role: string,
): readonly Life<State, Event>[] {
  const told = Map.groupBy(history, ({ address }) => address);
  return inventory.agents.flatMap(({ address, state }) => {
    if (roleOf(address) !== role) return [];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The caller names the role whose events these are.
    const events = (told.get(address) ?? []).map(({ event }: Told) => event as Event);
    return [{ address, id: idOf(address), state: decode<State>(state), events }];
  });
}

/** The rows of a view. */
export function rowsIn({ inventory }: Scene, view: string) {
  return inventory.views.filter((it) => it.view === view);
}
