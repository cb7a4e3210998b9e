import type { ROUTES } from "@msafara/contracts";
import type { RoadsDesk } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { matrixPlace, routePlace, toursPlace } from "./place-of.ts";
import { matrixAsked, routeAsked, toursAsked } from "./question-of.ts";
import { refuseRoads } from "./refuse-roads.ts";
import { showMatrix, showRoutes, showTours } from "./show-found.ts";

type Routes = Pick<typeof ROUTES, "findRoutes" | "findMatrix" | "planTours">;

/** Ways, tables of them, and tours. */
export function answerWays(roads: RoadsDesk): Handlers<Routes> {
  return {
    findRoutes: async ({ body, language }) => {
      const found = await roads.route(routeAsked(body, language));
      if (isRefusal(found)) return refuseRoads(found, { language, placeOf: routePlace });
      return { status: 200, body: showRoutes(found) };
    },

    findMatrix: async ({ body, language }) => {
      const found = await roads.matrix(matrixAsked(body));
      if (isRefusal(found)) return refuseRoads(found, { language, placeOf: matrixPlace });
      return { status: 200, body: showMatrix(found) };
    },

    planTours: async ({ body, language }) => {
      const found = await roads.tours(toursAsked(body));
      const placeOf = toursPlace(body);
      if (isRefusal(found)) return refuseRoads(found, { language, placeOf });
      return { status: 200, body: showTours(found, language) };
    },
  };
}
