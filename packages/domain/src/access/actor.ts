import type { Id } from "@msafara/kernel";

/** What somebody is on the market. */
export type Role = "shipper" | "driver" | "facility" | "admin" | "support";

/** What somebody is in an organisation. */
export type OrgRole = "owner" | "dispatcher" | "fleet-manager" | "driver" | "facility-manager";

/** What an API key may be for. A key does what it is for, and nothing else its maker may do. */
export type Scope =
  | "shipments"
  | "bids"
  | "fleet"
  | "facilities"
  | "positions"
  | "payments"
  | "desk"
  /** Questions about roads, and nothing of the market. */
  | "routes";

/** Who acts: a person, or a key when there are scopes. Commands carry it as `by`. */
export interface Actor {
  readonly userId: Id<"usr">;
  readonly role: Role;
  /** The agent that acts for this person: `shr_…`, `drv_…`, `fac_…`. */
  readonly agentId?: Id;
  readonly orgId?: Id<"org">;
  readonly orgRole?: OrgRole;
  readonly scopes?: readonly Scope[];
}
