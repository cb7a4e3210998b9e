import type { World } from "@msafara/kernel";
import type { Vendor } from "@msafara/runtime";
import { guardCalls, type VendorLimits } from "./guard-calls.ts";

/** What is bearable below the half minute that a claim of an effect lasts. */
export const VENDOR_LIMITS: VendorLimits = {
  timeoutMs: 12_000,
  callsMax: 8,
  failuresMax: 5,
  openMs: 2_000,
  openMsMax: 60_000,
};

/** Puts a breaker, a time-out and a budget around somebody outside. A refusal of his is an answer like any other. */
export function guardVendor(
  vendor: Vendor,
  {
    world,
    limits = VENDOR_LIMITS,
  }: { readonly world: Pick<World, "ticks" | "sleep">; readonly limits?: VendorLimits },
): Vendor {
  const guarded = guardCalls({ world, limits });
  return {
    perform: (order) => guarded(() => vendor.perform(order)),
    inquire: (order) => guarded(() => vendor.inquire(order)),
  };
}
