import { guardCalls } from "../guard-calls.ts";
import { findMatrix } from "./find-matrix.ts";
import { findHere, findPlaces } from "./find-places.ts";
import { findRoute } from "./find-route.ts";
import { GOOGLE_LIMITS, type GoogleRoads, type GoogleRoadsOptions } from "./google-desk.ts";
import { isGooglesAnswer } from "./google-fault.ts";
import type { GoogleLine } from "./google-line.ts";
import { type GoogleQuestion, paramsOf } from "./google-question.ts";
import { openAnswers } from "./open-answers.ts";
import { openClient } from "./open-client.ts";
import { assertPayable, spendBudget } from "./spend-budget.ts";

const HOUR_MS = 60 * 60_000;

/**
 * The roads as Google knows them, within a budget (U108). Whatever goes wrong is a fault: then ask somebody
 * else. What was asked within the hour, from the same places in the same quarter of it, costs nothing.
 */
export function googleRoads(options: GoogleRoadsOptions): GoogleRoads {
  const { key, baseUrl, world, cache, budget, ttlMs = HOUR_MS, limits = GOOGLE_LIMITS } = options;
  const client = openClient({ key, baseUrl });
  const guarded = guardCalls({ world, limits, isAnswer: isGooglesAnswer });

  async function ask(question: GoogleQuestion): Promise<Readonly<Record<string, unknown>>> {
    return await guarded(async (givenUp) => {
      // Within the guard, so that nothing is counted while the breaker is open.
      await spendBudget(budget, question.units);
      const params = paramsOf(question, world.now());
      return await client(question.service, params, givenUp);
    });
  }

  const line: GoogleLine = {
    world,
    answers: openAnswers({ cache, ttlMs, ask }),
    mayCost: (units) => assertPayable(budget, units),
    region: options.region ?? "ke",
    language: options.language ?? "en",
  };
  return {
    route: (asked) => findRoute(line, asked),
    matrix: (asked) => findMatrix(line, asked),
    geocode: (asked) => findPlaces(line, asked),
    reverse: (position) => findHere(line, position),
  };
}
