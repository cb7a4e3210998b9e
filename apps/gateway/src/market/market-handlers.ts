/* oxlint-disable house/no-banned-file-names -- "Handler" is the word of the port at the door: these are its handlers. */
import type { ROUTES } from "@msafara/contracts";
import type { Handlers } from "../door/handler.ts";
import { answerAgents } from "./answer-agents.ts";
import { answerBids } from "./answer-bids.ts";
import { answerDrivers } from "./answer-drivers.ts";
import { countMarket } from "./count-market.ts";
import type { MarketDesk } from "./market-desk.ts";
import { answerPayments } from "./answer-payments.ts";
import { answerShipments } from "./answer-shipments.ts";
import { showShipments } from "./show-shipments.ts";

type MarketRoutes = Pick<
  typeof ROUTES,
  | "requestShipment"
  | "listShipments"
  | "readShipment"
  | "changeShipment"
  | "cancelShipment"
  | "listBids"
  | "awardBid"
  | "confirmDelivery"
  | "readTimeline"
  | "searchLoads"
  | "submitBid"
  | "readBid"
  | "withdrawBid"
  | "acceptAward"
  | "declineAward"
  | "readDriver"
  | "setDriver"
  | "setAvailability"
  | "reportProgress"
  | "listAgents"
  | "readAgent"
  | "setAgentPolicy"
  | "listPayments"
  | "readPayment"
  | "readStats"
>;

/** Answers everything about the market: commands by its agents, reads from what they wrote down. */
export function marketHandlers(desk: MarketDesk): Handlers<MarketRoutes> {
  return {
    ...answerShipments(desk),
    ...showShipments(desk),
    ...answerBids(desk),
    ...answerDrivers(desk),
    ...answerAgents(desk),
    ...answerPayments(desk),
    readStats: countMarket(desk),
  };
}
