import type { Operation } from "./operations-of.ts";

/** What right an operation is held against, and to whom its thing belongs. */
export interface AskedRight {
  /** As the table prints it: `shipment read-bids`. */
  readonly right: string;
  /** Whose thing it is. */
  readonly of: "shipper" | "driver";
  /** What names him in the body, where nothing in the path does. */
  readonly namedAs?: "shipperId" | "driverId";
}

const of = (right: string, owner: AskedRight["of"], named?: AskedRight["namedAs"]): AskedRight => ({
  right,
  of: owner,
  ...(named && { namedAs: named }),
});

/** Which right each operation about somebody's thing asks for. */
export const ASKED_RIGHTS: Readonly<Record<string, AskedRight>> = {
  requestShipment: of("shipment request-shipment", "shipper", "shipperId"),
  readShipment: of("shipment read-shipment", "shipper"),
  readTimeline: of("shipment read-shipment", "shipper"),
  changeShipment: of("shipment change-shipment", "shipper"),
  cancelShipment: of("shipment cancel-shipment", "shipper"),
  listBids: of("shipment read-bids", "shipper"),
  awardBid: of("shipment award-bid", "shipper"),
  confirmDelivery: of("shipment confirm-delivery", "shipper"),
  submitBid: of("bid submit-bid", "driver", "driverId"),
  readBid: of("bid read-bid", "driver"),
  withdrawBid: of("bid withdraw-bid", "driver"),
  acceptAward: of("driver answer-award", "driver"),
  declineAward: of("driver answer-award", "driver"),
  reportProgress: of("driver progress-trip", "driver"),
  readAgent: of("driver read-driver", "driver"),
  setAgentPolicy: of("driver set-policy", "driver"),
  readPayment: of("payment read-payment", "shipper"),
};

/** Operations that are about whoever asks, about accounts and organizations, or about everybody's things. */
const OWN_AFFAIRS: ReadonlySet<string> = new Set([
  "listShipments",
  "searchLoads",
  "readDriver",
  "setDriver",
  "setAvailability",
  "listAgents",
  "listPayments",
]);

/** Tags of operations whose rules are those of identity, not of the table; roads are nobody's own. */
const IDENTITY_TAGS: ReadonlySet<string> = new Set([
  "Accounts",
  "Organizations",
  "API keys",
  "Service",
  "Roads",
]);

/** Operations of the market that nobody has said the right of. */
export function unsaid(operations: readonly Operation[]): readonly string[] {
  return operations
    .filter(({ route }) => !IDENTITY_TAGS.has(route.tag))
    .map(({ id }) => id)
    .filter((id) => !OWN_AFFAIRS.has(id) && ASKED_RIGHTS[id] === undefined);
}
