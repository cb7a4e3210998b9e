import { array, assert as assertLaw, asyncProperty, stringify } from "fast-check";
import { assert, Fault, realWorld } from "@msafara/kernel";
import { anyWish } from "./any-wish.ts";
import { openCensus } from "./open-census.ts";
import type { Town } from "./open-town.ts";
import { openVolleys } from "./open-volleys.ts";
import { readContract } from "./read-contract.ts";
import { comeInAgain, type People } from "./settle-people.ts";
import { watchWrites } from "./watch-writes.ts";

const AT_ONCE = 16;
/** A volley is of any size up to that, so this many on average. */
const VOLLEY = (AT_ONCE + 1) / 2;
const COME_IN_EVERY = 8;
const TELL_EVERY = 1_000;
const UNSURE_ONE_IN = 1_000;

/** From which seed, and who hears how far it is. */
export interface Campaign {
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

/** What came of so many requests. */
export interface RequestFigures {
  readonly requests: number;
  readonly ms: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** How many were told 503 on a busy machine, and something else when they came again. */
  readonly unsure: number;
  /** How many questions about roads were told to come back while others were answered. */
  readonly shed: number;
  /** How often a program had to ask a server again. */
  readonly lates: number;
  /** Volleys in which everybody was refused or only read, so that no row may have come of them. */
  readonly judged: number;
}

/**
 * Sends requests in volleys and holds each answer against the served document. Where all were refused
 * no row was written; and whoever is there in the end has been answered for.
 */
export async function fuzzRequests(
  { town, people }: { readonly town: Town; readonly people: People },
  { requests, seed, tell }: Campaign & { readonly requests: number },
): Promise<RequestFigures> {
  const world = realWorld();
  await town.liftLimits();
  const contract = await readContract(town.url);
  const census = await openCensus(town.look);
  const watch = await watchWrites(town.look);
  const volleys = openVolleys({ town, people, contract, census });
  const from = world.ticks();
  let fired = 0;

  const everyAnswerIsListed = asyncProperty(
    array(anyWish, { minLength: 1, maxLength: AT_ONCE, size: "max" }),
    async (wishes) => {
      await town.liftLimits();
      if (fired++ % COME_IN_EVERY === 0) {
        await comeInAgain(town, people);
        await watch.look(true);
      }
      const { complaints, wasDone } = await volleys.send(wishes);
      const all = [...complaints, ...troublesOf(town), ...(await watch.look(wasDone))];
      if (fired % TELL_EVERY === 0) tell?.(`${volleys.figures().requests} requests`);
      if (all.length > 0) throw new Fault(all.join("\n"), { retry: false });
    },
  );
  try {
    // How long volleys are is luck: they go on until as many were sent as were asked for.
    for (let more = 0; more === 0 || volleys.figures().requests < requests; more++) {
      const numRuns = Math.ceil((requests - volleys.figures().requests) / VOLLEY);
      await assertLaw(everyAnswerIsListed, { seed: seed + more, numRuns, endOnFailure: false });
    }
  } finally {
    volleys.close();
  }
  const figures = volleys.figures();
  const lates = town.gateway.lates() + town.agents.lates();
  const mayBe = figures.requests / UNSURE_ONE_IN;
  assert(figures.unsure <= mayBe && lates <= mayBe, "hardly anything is late");
  await census.judge(figures.unsure);
  return { ...figures, lates, ms: world.ticks() - from, judged: watch.judged() };
}

/** What a program of the town says went wrong, or that it has died. */
export function troublesOf({ gateway, agents }: Town): readonly string[] {
  return [gateway, agents].flatMap((program) => {
    const death = program.death();
    const said = program.troubles().map((line) => `${program.app} logs ${stringify(line)}`);
    program.forgetTroubles();
    return death === undefined ? said : [...said, death];
  });
}
