import { type Money, money } from "@msafara/kernel";
import type { Market } from "./shipment.ts";

const WHOLE_BP = 10_000;

/** What a shipper may do better when nobody came. */
export interface PriceHint {
  readonly asked: number;
  /** How many passed, by why. */
  readonly passed: Readonly<Record<string, number>>;
  /** What might have been enough, where a price was named and was too low. */
  readonly try?: Money;
}

/** The advice that goes with an expiry (U137, R6). */
export function priceHint({ request, asked, terms }: Market): PriceHint {
  const passed: Record<string, number> = {};
  for (const { passed: why } of asked) {
    if (why !== undefined) passed[why] = (passed[why] ?? 0) + 1;
  }
  const named = request.bookNow ?? request.budget;
  const hint = { asked: asked.length, passed };
  if (named === undefined || passed["below-floor"] === undefined) return hint;
  return { ...hint, try: raised(named, terms.policy.hintRaiseBp) };
}

function raised({ amount, currency }: Money, byBp: number): Money {
  return money(Math.ceil((amount * (WHOLE_BP + byBp)) / WHOLE_BP), currency);
}
