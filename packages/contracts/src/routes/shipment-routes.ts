import { idOf } from "../id.ts";
import { awardingSchema, awardSchema, rankedBidsSchema } from "../market/bid.ts";
import {
  cancellationSchema,
  newShipmentSchema,
  shipmentChangeSchema,
} from "../market/new-shipment.ts";
import {
  shipmentSchema,
  shipmentsQuery,
  shipmentsSchema,
  timelineSchema,
} from "../market/shipment.ts";
import { pageQuery } from "../page.ts";
import type { Route } from "./route.ts";

const its = { tag: "Shipments", params: { id: idOf("shp") } } as const;
const traders = { members: ["owner", "dispatcher"], scopes: ["shipments"] } as const;
const writes = { ...traders, manner: "command" } as const;
const reads = traders;
const onlookers = ["shipper", "driver", "facility", "admin", "support"] as const;

/** From a request to a booking, as the shipper goes it. */
export const shipmentRoutes = {
  requestShipment: {
    ...writes,
    id: "requestShipment",
    method: "POST",
    path: "/shipments",
    tag: "Shipments",
    summary: "Ask the market to move something",
    roles: ["shipper", "admin"],
    body: newShipmentSchema,
    responses: { 201: shipmentSchema },
    problems: [
      "window-past",
      "window-too-short",
      "delivery-before-pickup",
      "currency-not-served",
      "account-suspended",
      "phone-not-verified",
    ],
  },
  listShipments: {
    ...reads,
    id: "listShipments",
    method: "GET",
    path: "/shipments",
    tag: "Shipments",
    summary: "Look through one's shipments, the newest first",
    manner: "list",
    roles: onlookers,
    query: shipmentsQuery,
    responses: { 200: shipmentsSchema },
    problems: [],
  },
  readShipment: {
    ...its,
    ...reads,
    id: "readShipment",
    method: "GET",
    path: "/shipments/{id}",
    summary: "See a shipment",
    manner: "read",
    roles: onlookers,
    responses: { 200: shipmentSchema },
    problems: ["not-found"],
  },
  changeShipment: {
    ...its,
    ...writes,
    id: "changeShipment",
    method: "PATCH",
    path: "/shipments/{id}",
    summary: "Change a shipment that is not booked yet",
    roles: ["shipper", "admin"],
    body: shipmentChangeSchema,
    responses: { 200: shipmentSchema },
    problems: ["not-found", "shipment-already-booked", "shipment-over", "wrong-currency"],
  },
  cancelShipment: {
    ...its,
    ...writes,
    id: "cancelShipment",
    method: "POST",
    path: "/shipments/{id}/cancel",
    summary: "Call a shipment off before it is loaded",
    roles: ["shipper", "admin", "support"],
    body: cancellationSchema,
    responses: { 200: shipmentSchema },
    problems: ["not-found", "shipment-under-way", "shipment-over"],
  },
  listBids: {
    ...its,
    ...reads,
    id: "listBids",
    method: "GET",
    path: "/shipments/{id}/bids",
    summary: "See the five best bids, and why they stand where they stand",
    manner: "read",
    roles: ["shipper", "admin", "support"],
    responses: { 200: rankedBidsSchema },
    problems: ["not-found"],
  },
  awardBid: {
    ...its,
    ...writes,
    id: "awardBid",
    method: "POST",
    path: "/shipments/{id}/award",
    summary: "Choose a bid; the driver is asked, and `booking.confirmed` tells the rest",
    roles: ["shipper", "admin"],
    body: awardSchema,
    responses: { 202: awardingSchema },
    problems: ["not-found", "load-not-open", "bid-not-found", "award-under-way", "already-booked"],
  },
  confirmDelivery: {
    ...its,
    ...writes,
    id: "confirmDelivery",
    method: "POST",
    path: "/shipments/{id}/confirm",
    summary: "Confirm that it has arrived, which releases the money",
    roles: ["shipper", "admin"],
    responses: { 200: shipmentSchema },
    problems: ["not-found", "not-delivered", "dispute-open"],
  },
  readTimeline: {
    ...its,
    ...reads,
    id: "readTimeline",
    method: "GET",
    path: "/shipments/{id}/events",
    summary: "See what happened to a shipment, in the order it happened",
    manner: "list",
    roles: onlookers,
    query: pageQuery,
    responses: { 200: timelineSchema },
    problems: ["not-found"],
  },
} as const satisfies Record<string, Route>;
