/* oxlint-disable house/no-banned-file-names -- "Handler" is the word of the port at the door: these are its handlers. */
import type { ROUTES } from "@msafara/contracts";
import type { Handlers } from "../door/handler.ts";
import { answerPlaces } from "./answer-places.ts";
import { answerTraffic } from "./answer-traffic.ts";
import { answerWays } from "./answer-ways.ts";
import type { RoadHouse } from "./road-house.ts";

type RoadRoutes = Pick<
  typeof ROUTES,
  | "findRoutes"
  | "findMatrix"
  | "planTours"
  | "geocode"
  | "reverseGeocode"
  | "tellTraffic"
  | "listTraffic"
  | "callOffTraffic"
>;

/** Answers everything about roads: questions by whoever knows them, what happens there by its book. */
export function roadHandlers(house: RoadHouse): Handlers<RoadRoutes> {
  return {
    ...answerWays(house.roads),
    ...answerPlaces(house.roads),
    ...answerTraffic(house),
  };
}
