import { idOf } from "../id.ts";
import { roleSchema } from "../identity/role.ts";
import { matrixFoundSchema, matrixQuestionSchema } from "../roads/matrix.ts";
import {
  geocodeQuery,
  hereFoundSchema,
  placesFoundSchema,
  reverseGeocodeQuery,
} from "../roads/places.ts";
import { routeFoundSchema } from "../roads/route-found.ts";
import { routeQuestionSchema } from "../roads/route-question.ts";
import { toursFoundSchema } from "../roads/tours-found.ts";
import { toursQuestionSchema } from "../roads/tours-question.ts";
import {
  newTrafficEventSchema,
  trafficEventSchema,
  trafficEventsQuery,
  trafficEventsSchema,
} from "../roads/traffic-event.ts";
import type { Route } from "./route.ts";

/**
 * A key may be for roads alone; whoever may ask for shipments, look after trucks or speak to carriers has to know
 * them, too.
 */
const roads = {
  tag: "Roads",
  roles: roleSchema.options,
  scopes: ["routes", "shipments", "fleet", "desk"],
} as const;
const question = { ...roads, manner: "question", method: "POST" } as const;
/** A name is short and asked for again and again: an address with an `ETag` can be kept, a body cannot. */
const lookup = { ...roads, manner: "read", method: "GET" } as const;
const traffic = { tag: "Roads", roles: ["admin", "support"], scopes: [] } as const;

/** Ways, times, tours and names, and what happens on the roads. */
export const roadRoutes = {
  findRoutes: {
    ...question,
    id: "findRoutes",
    path: "/routes",
    summary: "Find the way over two stops or more, for a vehicle, in the traffic of its hour",
    body: routeQuestionSchema,
    responses: { 200: routeFoundSchema },
    problems: ["no-road-near", "no-way", "roads-busy", "roads-away"],
  },
  findMatrix: {
    ...question,
    id: "findMatrix",
    weight: 3,
    path: "/routes/matrix",
    summary: "Find how far and how long it is from each origin to each destination",
    body: matrixQuestionSchema,
    responses: { 200: matrixFoundSchema },
    problems: ["no-road-near", "roads-busy", "roads-away"],
  },
  planTours: {
    ...question,
    id: "planTours",
    // It thinks for seconds where a way takes milliseconds.
    weight: 6,
    path: "/routes/optimize",
    summary: "Plan which truck serves which loads in which order, and learn why a load is left out",
    body: toursQuestionSchema,
    responses: { 200: toursFoundSchema },
    problems: [
      "no-road-near",
      "no-way",
      "tours-not-sound",
      "locked-not-possible",
      "roads-busy",
      "roads-away",
    ],
  },
  geocode: {
    ...lookup,
    id: "geocode",
    path: "/geocode",
    summary: "Find places, streets and addresses by their names",
    query: geocodeQuery,
    responses: { 200: placesFoundSchema },
    problems: ["roads-busy", "roads-away"],
  },
  reverseGeocode: {
    ...lookup,
    id: "reverseGeocode",
    path: "/reverse-geocode",
    summary: "Find what is at a point",
    query: reverseGeocodeQuery,
    responses: { 200: hereFoundSchema },
    problems: ["no-road-near", "roads-busy", "roads-away"],
  },
  tellTraffic: {
    ...traffic,
    id: "tellTraffic",
    method: "POST",
    path: "/admin/traffic/events",
    summary: "Tell that roads are closed or slow; ways found from then on go by it",
    manner: "command",
    body: newTrafficEventSchema,
    responses: { 201: trafficEventSchema },
    problems: ["traffic-event-past", "traffic-area-too-large"],
  },
  listTraffic: {
    ...traffic,
    id: "listTraffic",
    method: "GET",
    path: "/admin/traffic/events",
    summary: "Look through what happens on the roads, told last first",
    manner: "list",
    query: trafficEventsQuery,
    responses: { 200: trafficEventsSchema },
    problems: ["cursor-unknown"],
  },
  callOffTraffic: {
    ...traffic,
    id: "callOffTraffic",
    method: "POST",
    path: "/admin/traffic/events/{id}/call-off",
    summary: "Call an event off; calling off twice is calling off once",
    manner: "command",
    params: { id: idOf("trf") },
    responses: { 200: trafficEventSchema },
    problems: ["traffic-event-not-found", "traffic-event-changed"],
  },
} as const satisfies Record<string, Route>;
