import type { z } from "zod";
import {
  apiKeySchema,
  apiKeysSchema,
  newApiKeySchema,
  shownApiKeySchema,
} from "../identity/api-key.ts";
import {
  forgottenSchema,
  loginSchema,
  passwordChangeSchema,
  proofSchema,
  resetSchema,
} from "../identity/login.ts";
import { enrolmentSchema, factorSchema, meSchema } from "../identity/me.ts";
import {
  acceptanceSchema,
  invitationSchema,
  invitationsSchema,
  memberSchema,
  membershipSchema,
  membersSchema,
  newInvitationSchema,
  newOrganizationSchema,
  organizationSchema,
} from "../identity/organization.ts";
import { registeredSchema, registrationSchema, userSchema } from "../identity/registration.ts";
import { memberRoleSchema, roleSchema, scopeSchema } from "../identity/role.ts";
import { sessionSchema, sessionsSchema } from "../identity/session.ts";
import { standingChangeSchema, standingSchema } from "../identity/standing.ts";
import { refreshSchema, tokensSchema } from "../identity/token.ts";
import { windowSchema } from "../instant.ts";
import {
  agentChangeSchema,
  agentIdSchema,
  agentSchema,
  agentsSchema,
  agentTypeSchema,
} from "../market/agent.ts";
import {
  awardingSchema,
  awardSchema,
  bidSchema,
  bidStatusSchema,
  newBidSchema,
  rankedBidSchema,
  rankedBidsSchema,
} from "../market/bid.ts";
import { cargoSchema, cargoShownSchema } from "../market/cargo.ts";
import {
  availabilitySchema,
  driverPolicySchema,
  driverProfileSchema,
  driverSchema,
  driverStateSchema,
  shiftSchema,
} from "../market/driver.ts";
import { loadSchema, loadsSchema } from "../market/load.ts";
import {
  cancellationSchema,
  newShipmentSchema,
  serviceLevelSchema,
  shipmentChangeSchema,
} from "../market/new-shipment.ts";
import { paymentSchema, paymentsSchema, paymentStatusSchema } from "../market/payment.ts";
import {
  shipmentSchema,
  shipmentsSchema,
  shipmentStatusSchema,
  timelineSchema,
} from "../market/shipment.ts";
import { stopSchema } from "../market/stop.ts";
import { progressedSchema, progressSchema, tripStepSchema } from "../market/trip.ts";
import { vehicleSchema, vehicleTypeSchema } from "../market/vehicle.ts";
import { moneySchema, priceSchema } from "../money.ts";
import { positionSchema } from "../position.ts";
import { fieldErrorSchema, obstacleSchema, problemSchema } from "../problems/problem.ts";
import { matrixFoundSchema, matrixQuestionSchema } from "../roads/matrix.ts";
import { hereFoundSchema, placesFoundSchema } from "../roads/places.ts";
import { roadAreaSchema } from "../roads/road-area.ts";
import { roadAvoidSchema } from "../roads/road-drive.ts";
import { roadVehicleSchema } from "../roads/road-vehicle.ts";
import { routeFoundSchema } from "../roads/route-found.ts";
import { routeQuestionSchema, routeStopSchema } from "../roads/route-question.ts";
import { toursFoundSchema } from "../roads/tours-found.ts";
import {
  tourCallSchema,
  tourLoadSchema,
  toursQuestionSchema,
  tourTruckSchema,
} from "../roads/tours-question.ts";
import {
  newTrafficEventSchema,
  trafficEventSchema,
  trafficEventsSchema,
} from "../roads/traffic-event.ts";
import { healthSchema } from "../service/health.ts";
import { statsSchema } from "../service/stats.ts";

/**
 * The names under which documents show schemas. A request is read from the wire and an answer is
 * written to it by the same schema, and documents show the side of the wire, so that one name is
 * enough for both.
 */
export const SCHEMAS = {
  Acceptance: acceptanceSchema,
  Agent: agentSchema,
  AgentChange: agentChangeSchema,
  AgentId: agentIdSchema,
  AgentType: agentTypeSchema,
  Agents: agentsSchema,
  ApiKey: apiKeySchema,
  ApiKeys: apiKeysSchema,
  Availability: availabilitySchema,
  Award: awardSchema,
  Awarding: awardingSchema,
  Bid: bidSchema,
  BidStatus: bidStatusSchema,
  Cancellation: cancellationSchema,
  Cargo: cargoSchema,
  CargoShown: cargoShownSchema,
  Driver: driverSchema,
  DriverPolicy: driverPolicySchema,
  DriverProfile: driverProfileSchema,
  DriverState: driverStateSchema,
  Enrolment: enrolmentSchema,
  Factor: factorSchema,
  FieldError: fieldErrorSchema,
  Forgotten: forgottenSchema,
  Health: healthSchema,
  HereFound: hereFoundSchema,
  Invitation: invitationSchema,
  Invitations: invitationsSchema,
  Load: loadSchema,
  Loads: loadsSchema,
  Login: loginSchema,
  MatrixFound: matrixFoundSchema,
  MatrixQuestion: matrixQuestionSchema,
  Me: meSchema,
  Member: memberSchema,
  MemberRole: memberRoleSchema,
  Members: membersSchema,
  Membership: membershipSchema,
  Money: moneySchema,
  NewApiKey: newApiKeySchema,
  NewBid: newBidSchema,
  NewInvitation: newInvitationSchema,
  NewOrganization: newOrganizationSchema,
  NewShipment: newShipmentSchema,
  NewTrafficEvent: newTrafficEventSchema,
  Obstacle: obstacleSchema,
  Organization: organizationSchema,
  PasswordChange: passwordChangeSchema,
  Payment: paymentSchema,
  PaymentStatus: paymentStatusSchema,
  Payments: paymentsSchema,
  PlacesFound: placesFoundSchema,
  Position: positionSchema,
  Price: priceSchema,
  Problem: problemSchema,
  Progress: progressSchema,
  Progressed: progressedSchema,
  Proof: proofSchema,
  RankedBid: rankedBidSchema,
  RankedBids: rankedBidsSchema,
  Refresh: refreshSchema,
  Registered: registeredSchema,
  Registration: registrationSchema,
  Reset: resetSchema,
  RoadArea: roadAreaSchema,
  RoadAvoid: roadAvoidSchema,
  RoadVehicle: roadVehicleSchema,
  Role: roleSchema,
  RouteFound: routeFoundSchema,
  RouteQuestion: routeQuestionSchema,
  RouteStop: routeStopSchema,
  Scope: scopeSchema,
  ServiceLevel: serviceLevelSchema,
  Session: sessionSchema,
  Sessions: sessionsSchema,
  Shift: shiftSchema,
  Shipment: shipmentSchema,
  ShipmentChange: shipmentChangeSchema,
  ShipmentStatus: shipmentStatusSchema,
  Shipments: shipmentsSchema,
  ShownApiKey: shownApiKeySchema,
  Standing: standingSchema,
  StandingChange: standingChangeSchema,
  Stats: statsSchema,
  Stop: stopSchema,
  Timeline: timelineSchema,
  Tokens: tokensSchema,
  TourCall: tourCallSchema,
  TourLoad: tourLoadSchema,
  TourTruck: tourTruckSchema,
  ToursFound: toursFoundSchema,
  ToursQuestion: toursQuestionSchema,
  TrafficEvent: trafficEventSchema,
  TrafficEvents: trafficEventsSchema,
  TripStep: tripStepSchema,
  User: userSchema,
  Vehicle: vehicleSchema,
  VehicleType: vehicleTypeSchema,
  Window: windowSchema,
} as const satisfies Record<string, z.ZodType>;

/** The name of a schema in the documents. */
export type SchemaName = keyof typeof SCHEMAS;

const NAMES = new Map<z.ZodType, string>(
  Object.entries(SCHEMAS).map(([name, schema]) => [schema, name]),
);

/** The name of a schema in the documents, if it has one. */
export function schemaNameOf(schema: z.ZodType): string | undefined {
  return NAMES.get(schema);
}
