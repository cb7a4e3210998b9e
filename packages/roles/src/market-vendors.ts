import type { Vendor } from "@msafara/runtime";

/** Who acts for the market outside. */
export interface MarketVendors {
  readonly roster: Vendor;
  /** Holds, releases, voids and refunds. */
  readonly payments: Vendor;
}

/** The vendors of the market by the kinds of effects that they perform. */
export function marketVendors({ roster, payments }: MarketVendors) {
  return {
    "find-drivers": roster,
    hold: payments,
    void: payments,
    release: payments,
    refund: payments,
  } as const satisfies Readonly<Record<string, Vendor>>;
}
