import type { OrgRole, Role, Scope } from "./actor.ts";

/** Who may do one thing, by how they stand to what it is done to. An admin may do everything (U192). */
export interface Right {
  /** Whose own it is. */
  readonly own?: readonly Role[];
  /** Whose organisation it belongs to. */
  readonly org?: readonly OrgRole[];
  /** Who takes part: the driver who hauls it, the facility it stops at, the shipper who is bid to. */
  readonly party?: readonly Role[];
  /** Whosever it is. */
  readonly another?: readonly Role[];
  /** What a key must be for. */
  readonly scope: Scope;
}

const TRADERS: readonly OrgRole[] = ["owner", "dispatcher"];
const FLEET: readonly OrgRole[] = ["owner", "dispatcher", "fleet-manager"];
const KEEPERS: readonly OrgRole[] = ["owner", "fleet-manager"];
const HOUSE: readonly OrgRole[] = ["owner", "facility-manager"];

const OWN_SHIPMENT: Right = { own: ["shipper"], org: TRADERS, scope: "shipments" };
const OWN_BID: Right = { own: ["driver"], org: FLEET, scope: "bids" };
const OWN_TRUCK: Right = { own: ["driver"], org: KEEPERS, scope: "fleet" };
const OWN_DOCKS: Right = { own: ["facility"], org: HOUSE, scope: "facilities" };
const DESK: Right = { another: ["support"], scope: "desk" };

/** Everything that can be done, by what it is done to. The table in docs/design/access.md is this one. */
export const RIGHTS = {
  shipment: {
    "request-shipment": OWN_SHIPMENT,
    "change-shipment": OWN_SHIPMENT,
    "cancel-shipment": { ...OWN_SHIPMENT, another: ["support"] },
    "award-bid": OWN_SHIPMENT,
    "confirm-delivery": OWN_SHIPMENT,
    "rate-driver": OWN_SHIPMENT,
    "open-dispute": { ...OWN_SHIPMENT, party: ["driver", "facility"], another: ["support"] },
    "mediate-dispute": { another: ["support"], scope: "shipments" },
    "read-shipment": { ...OWN_SHIPMENT, party: ["driver", "facility"], another: ["support"] },
    "read-bids": { ...OWN_SHIPMENT, another: ["support"] },
  },
  bid: {
    "submit-bid": OWN_BID,
    "withdraw-bid": OWN_BID,
    "counter-bid": { ...OWN_BID, party: ["shipper"] },
    "read-bid": { ...OWN_BID, party: ["shipper"], another: ["support"] },
  },
  driver: {
    "set-profile": OWN_TRUCK,
    "set-policy": OWN_TRUCK,
    "set-availability": { ...OWN_TRUCK, org: FLEET },
    "set-standing": DESK,
    "answer-award": { own: ["driver"], scope: "bids" },
    "progress-trip": { own: ["driver"], scope: "fleet" },
    "report-position": { own: ["driver"], scope: "positions" },
    "read-driver": { ...OWN_TRUCK, org: FLEET, another: ["support"] },
  },
  shipper: {
    "set-policy": { own: ["shipper"], org: ["owner"], scope: "shipments" },
    "read-shipper": { ...OWN_SHIPMENT, another: ["support"] },
  },
  facility: {
    "keep-docks": OWN_DOCKS,
    "check-in": OWN_DOCKS,
    "read-arrivals": { ...OWN_DOCKS, another: ["support"] },
  },
  payment: {
    "read-payment": {
      own: ["shipper"],
      org: ["owner"],
      party: ["driver"],
      another: ["support"],
      scope: "payments",
    },
    "retry-settlement": { scope: "payments" },
  },
  market: {
    "search-loads": { another: ["driver", "support"], scope: "desk" },
    "verify-carrier": DESK,
    negotiate: DESK,
    "hand-over-call": DESK,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Right>>>>;
