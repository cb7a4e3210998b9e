import type { FindDrivers } from "@msafara/domain";
import {
  guardVendor,
  type PaymentLedger,
  type PaymentLuck,
  paymentsStandIn,
} from "@msafara/integrations";
import type { World } from "@msafara/kernel";
import { marketRoles, marketVendors, type RosterRow, rosterVendor } from "@msafara/roles";
import type { Role, Vendor } from "@msafara/runtime";

/** So many drivers are looked at for each whom a wave may ask: some of them will not fit. */
const LOOKED_AT_PER_ASKED = 4;

/** What the market's agents need outside of themselves. */
export interface MarketParts {
  readonly world: World;
  /** Drivers around a pickup, as the view has them. */
  readonly nearby: (wanted: FindDrivers, limit: number) => Promise<readonly RosterRow[]>;
  /** The book of the provider of payments that stands in. */
  readonly ledger: PaymentLedger;
  /** How well that provider behaves; without it, well. */
  readonly luck?: PaymentLuck;
}

/** Who acts for us outside: the vendor himself, or one of ours that behaves like him (R15). */
export type VendorKind = "real" | "stand-in";

/** What a host plays the market with. */
export interface MarketCast {
  readonly roles: readonly Role[];
  readonly vendors: Readonly<Record<string, Vendor>>;
  /** For `/api/v1/health`. */
  readonly vendorKinds: Readonly<Record<string, VendorKind>>;
}

/** Puts the market together: its roles, and whom they ask outside. */
export function marketHost({ world, nearby, ledger, luck = {} }: MarketParts): MarketCast {
  const roster = rosterVendor({
    nearby: (wanted) => nearby(wanted, wanted.limit * LOOKED_AT_PER_ASKED),
    now: world.now,
  });
  const payments = guardVendor(paymentsStandIn({ world, ledger, luck }), { world });
  return {
    roles: marketRoles,
    vendors: marketVendors({ roster, payments }),
    vendorKinds: { payments: "stand-in" },
  };
}
