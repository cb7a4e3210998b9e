import { idOf } from "../id.ts";
import { bidSchema, newBidSchema } from "../market/bid.ts";
import { loadsQuery, loadsSchema } from "../market/load.ts";
import type { Route } from "./route.ts";

const its = { tag: "Bids", params: { id: idOf("bid") } } as const;
const fleet = { members: ["owner", "dispatcher", "fleet-manager"], scopes: ["bids"] } as const;
const writes = { ...fleet, manner: "command", roles: ["driver", "admin"] } as const;
const own = { manner: "command", roles: ["driver", "admin"], scopes: ["bids"] } as const;

/** The open market, and what drivers offer on it. */
export const bidRoutes = {
  searchLoads: {
    scopes: ["desk"],
    id: "searchLoads",
    method: "GET",
    path: "/loads",
    tag: "Bids",
    summary: "Look for loads, the nearest pickup first",
    manner: "list",
    roles: ["driver", "admin", "support"],
    query: loadsQuery,
    responses: { 200: loadsSchema },
    problems: ["cursor-unknown", "position-missing"],
  },
  submitBid: {
    ...writes,
    id: "submitBid",
    method: "POST",
    path: "/bids",
    tag: "Bids",
    summary: "Offer to move a load",
    body: newBidSchema,
    responses: { 201: bidSchema },
    problems: [
      "not-found",
      "load-not-open",
      "bid-late",
      "own-load",
      "bid-exists",
      "vehicle-unfit",
      "too-heavy",
      "wrong-currency",
      "driver-suspended",
      "licence-expired",
      "profile-missing",
      "load-full",
      "driver-missing",
      "phone-not-verified",
    ],
  },
  readBid: {
    ...its,
    ...fleet,
    id: "readBid",
    method: "GET",
    path: "/bids/{id}",
    summary: "See one's bid",
    manner: "read",
    roles: ["driver", "shipper", "admin", "support"],
    responses: { 200: bidSchema },
    problems: ["bid-not-found"],
  },
  withdrawBid: {
    ...its,
    ...writes,
    id: "withdrawBid",
    method: "POST",
    path: "/bids/{id}/withdraw",
    summary: "Take a bid back before it is awarded",
    responses: { 200: bidSchema },
    problems: ["bid-not-found", "bid-already-awarded"],
  },
  acceptAward: {
    ...its,
    ...own,
    id: "acceptAward",
    method: "POST",
    path: "/bids/{id}/accept",
    summary: "Say yes to the award that waits on one's bid",
    responses: { 200: bidSchema },
    problems: ["bid-not-found", "no-award-waiting", "calendar-taken", "phone-not-verified"],
  },
  declineAward: {
    ...its,
    ...own,
    id: "declineAward",
    method: "POST",
    path: "/bids/{id}/decline",
    summary: "Say no to the award that waits on one's bid",
    responses: { 200: bidSchema },
    problems: ["bid-not-found", "no-award-waiting"],
  },
} as const satisfies Record<string, Route>;
