import { idOf } from "../id.ts";
import {
  availabilitySchema,
  driverProfileSchema,
  driverSchema,
  shiftSchema,
} from "../market/driver.ts";
import { progressedSchema, progressSchema } from "../market/trip.ts";
import type { Route } from "./route.ts";

/** No key has an agent that drives, so none is let in: keys are made by admins, and may no more than they. */
const driver = { tag: "Drivers", roles: ["driver"], scopes: [] } as const;

/** A driver's own affairs, and his work. */
export const driverRoutes = {
  readDriver: {
    ...driver,
    id: "readDriver",
    method: "GET",
    path: "/drivers/me",
    summary: "See oneself as the market does",
    manner: "read",
    responses: { 200: driverSchema },
    problems: ["profile-missing"],
  },
  setDriver: {
    ...driver,
    id: "setDriver",
    method: "PUT",
    path: "/drivers/me",
    summary: "Declare vehicle, licence and policy",
    manner: "command",
    body: driverProfileSchema,
    responses: { 200: driverSchema },
    problems: ["licence-expired", "vehicle-committed", "rate-missing"],
  },
  setAvailability: {
    ...driver,
    id: "setAvailability",
    method: "PUT",
    path: "/drivers/me/availability",
    summary: "Go on shift or off it",
    manner: "command",
    body: availabilitySchema,
    responses: { 200: shiftSchema },
    problems: ["licence-expired", "position-missing", "driver-suspended", "profile-missing"],
  },
  reportProgress: {
    ...driver,
    id: "reportProgress",
    method: "POST",
    path: "/trips/{id}/progress",
    tag: "Trips",
    summary: "Report the next step of a trip",
    manner: "command",
    params: { id: idOf("trp") },
    body: progressSchema,
    responses: { 200: progressedSchema },
    problems: [
      "trip-not-found",
      "step-out-of-order",
      "another-trip-under-way",
      "pin-missing",
      "pin-wrong",
      "pin-waiting",
      "pin-not-rehearsed",
    ],
  },
} as const satisfies Record<string, Route>;
