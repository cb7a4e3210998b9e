import type { Calls, Client } from "@msafara/client";

/** What people of the demonstration do, all of it over the public wire. */
export type Market = { readonly live: Pick<Client["live"], "report"> } & Pick<
  Calls,
  | "register"
  | "login"
  | "refresh"
  | "me"
  | "verifyPhone"
  | "forgotPassword"
  | "resetPassword"
  | "readDriver"
  | "setDriver"
  | "setAvailability"
  | "reportProgress"
  | "searchLoads"
  | "submitBid"
  | "readBid"
  | "acceptAward"
  | "declineAward"
  | "setAgentPolicy"
  | "listShipments"
  | "requestShipment"
  | "listBids"
  | "awardBid"
  | "confirmDelivery"
  | "cancelShipment"
>;

/** A shipment as the wire shows it. */
export type Shipment = Awaited<ReturnType<Market["listShipments"]>>["items"][number];

/** Opens the market as somebody sees it who has this token, or none. */
export type OpenMarket = (token: () => Promise<string | undefined>) => Market;
