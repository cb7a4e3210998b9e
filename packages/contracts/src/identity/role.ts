import { z } from "zod";

/** What an account is for; the operator makes admins and support, nobody registers as one. */
export const roleSchema = z
  .enum(["shipper", "driver", "facility", "admin", "support"])
  .describe("What an account is for.");

/** What an account is for. */
export type Role = z.output<typeof roleSchema>;

/** As whom anybody may register. */
export const openRoleSchema = z
  .enum(["shipper", "driver", "facility"])
  .describe("As whom anybody may register.");

/** What somebody is within an organization. */
export const memberRoleSchema = z
  .enum(["owner", "dispatcher", "fleet-manager", "driver", "facility-manager"])
  .describe("What somebody is within an organization.");

/** What somebody is within an organization. */
export type MemberRole = z.output<typeof memberRoleSchema>;

/** What an API key may be used for. */
export const scopeSchema = z
  .enum(["shipments", "bids", "fleet", "facilities", "positions", "payments", "desk", "routes"])
  .describe("What an API key may be used for.");

/** What an API key may be used for. */
export type Scope = z.output<typeof scopeSchema>;
