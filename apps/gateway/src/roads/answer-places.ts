import type { ROUTES } from "@msafara/contracts";
import type { RoadsDesk } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { pointPlace } from "./place-of.ts";
import { refuseRoads } from "./refuse-roads.ts";
import { showHere, showPlaces } from "./show-found.ts";

type Routes = Pick<typeof ROUTES, "geocode" | "reverseGeocode">;

/** Where a name is, and what a place is called. */
export function answerPlaces(roads: RoadsDesk): Handlers<Routes> {
  return {
    geocode: async ({ query: { q: text, near, limit }, language }) => {
      const found = await roads.geocode({ text, near, limit });
      if (isRefusal(found)) return refuseRoads(found, { language, placeOf: pointPlace });
      return { status: 200, body: showPlaces(found) };
    },

    reverseGeocode: async ({ query: { at }, language }) => {
      const found = await roads.reverse(at);
      if (isRefusal(found)) return refuseRoads(found, { language, placeOf: pointPlace });
      return { status: 200, body: showHere(found) };
    },
  };
}
