export { asyncApi } from "./asyncapi/async-api.ts";
export { ID_KINDS, type IdKind, idOf } from "./id.ts";
export {
  apiKeySchema,
  apiKeysSchema,
  newApiKeySchema,
  shownApiKeySchema,
} from "./identity/api-key.ts";
export {
  forgottenSchema,
  loginSchema,
  passwordChangeSchema,
  proofSchema,
  resetSchema,
} from "./identity/login.ts";
export { enrolmentSchema, factorSchema, meSchema } from "./identity/me.ts";
export {
  acceptanceSchema,
  invitationSchema,
  invitationsSchema,
  memberSchema,
  membershipSchema,
  membersSchema,
  newInvitationSchema,
  newOrganizationSchema,
  organizationSchema,
} from "./identity/organization.ts";
export { registeredSchema, registrationSchema, userSchema } from "./identity/registration.ts";
export {
  type MemberRole,
  memberRoleSchema,
  openRoleSchema,
  type Role,
  roleSchema,
  type Scope,
  scopeSchema,
} from "./identity/role.ts";
export { sessionSchema, sessionsSchema } from "./identity/session.ts";
export { standingChangeSchema, standingSchema } from "./identity/standing.ts";
export { refreshSchema, tokenSchema, tokensSchema } from "./identity/token.ts";
export { daySchema, instantSchema, windowSchema } from "./instant.ts";
export { type Language, languageSchema } from "./language.ts";
export {
  agentChangeSchema,
  agentIdSchema,
  agentSchema,
  agentsSchema,
  agentTypeSchema,
} from "./market/agent.ts";
export {
  awardingSchema,
  awardSchema,
  bidSchema,
  bidStatusSchema,
  newBidSchema,
  rankedBidSchema,
  rankedBidsSchema,
} from "./market/bid.ts";
export {
  availabilitySchema,
  driverPolicySchema,
  driverProfileSchema,
  driverSchema,
  driverStateSchema,
  shiftSchema,
} from "./market/driver.ts";
export { loadSchema, loadsSchema } from "./market/load.ts";
export {
  cancellationSchema,
  newShipmentSchema,
  serviceLevelSchema,
  shipmentChangeSchema,
} from "./market/new-shipment.ts";
export { paymentSchema, paymentsSchema, paymentStatusSchema } from "./market/payment.ts";
export {
  shipmentSchema,
  shipmentsSchema,
  shipmentStatusSchema,
  timelineSchema,
} from "./market/shipment.ts";
export { stopSchema } from "./market/stop.ts";
export { progressedSchema, progressSchema, tripStepSchema } from "./market/trip.ts";
export { vehicleSchema, vehicleTypeSchema } from "./market/vehicle.ts";
export { moneySchema, priceSchema } from "./money.ts";
export { type DocumentAbout, openApi } from "./openapi/open-api.ts";
export { pageOf, pageQuery } from "./page.ts";
export { phoneSchema } from "./phone.ts";
export { nearSchema, positionSchema } from "./position.ts";
export { fieldErrorsOf, type Sent } from "./problems/field-errors-of.ts";
export { isProblemCode } from "./problems/is-problem-code.ts";
export { problemCodeOf } from "./problems/problem-code-of.ts";
export { problemOf, type ProblemFacts } from "./problems/problem-of.ts";
export { type ProblemRow, type Wording } from "./problems/problem-row.ts";
export { PROBLEM_CODES, type ProblemCode, PROBLEMS } from "./problems/problem-table.ts";
export { type FieldError, type Obstacle, type Problem, problemSchema } from "./problems/problem.ts";
export { reasonOf } from "./problems/reason-of.ts";
export { matrixFoundSchema, matrixQuestionSchema } from "./roads/matrix.ts";
export { hereFoundSchema, placesFoundSchema } from "./roads/places.ts";
export { routeFoundSchema } from "./roads/route-found.ts";
export { routeQuestionSchema } from "./roads/route-question.ts";
export { toursFoundSchema } from "./roads/tours-found.ts";
export { toursQuestionSchema } from "./roads/tours-question.ts";
export { newTrafficEventSchema, trafficEventSchema } from "./roads/traffic-event.ts";
export { ALL_ROUTES, ROUTES } from "./routes/all-routes.ts";
export type { GivenOf } from "./routes/given-of.ts";
export { problemsOf } from "./routes/problems-of.ts";
export {
  type AnswerOf,
  API_BASE,
  BODY_BYTES_MAX,
  type BodyOf,
  isCommand,
  type ParamsOf,
  paramsSchemaOf,
  type QueryOf,
  querySchemaOf,
  type Route,
  type Shape,
  urlOf,
} from "./routes/route.ts";
export { healthSchema } from "./service/health.ts";
export { statsSchema } from "./service/stats.ts";
export { LIVE_EVENTS } from "./socket/events.ts";
export {
  askedFrameSchema,
  CLOSE_CODES,
  FRAME_BYTES_MAX,
  toldFrameSchema,
} from "./socket/frames.ts";
export {
  decodeAck,
  decodePositionFrame,
  encodeAck,
  encodePositionFrame,
  type Fix,
  FIXES_MAX,
} from "./socket/position-frame.ts";
export { tellEvent, type Telling } from "./socket/tell-event.ts";
export { TOPIC_KINDS, type TopicKind, topicSchema } from "./socket/topic.ts";
