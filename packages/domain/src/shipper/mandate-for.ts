import type { Money } from "@msafara/kernel";
import type { Shipper } from "./shipper.ts";

/** What a shipper asks for with one request. */
export interface MandateWish {
  readonly currency: string;
  readonly budget?: Money;
  /** Absent where the request leaves it to the policy. */
  readonly autoAward?: boolean;
}

/** How a request may be awarded without asking. */
export interface Mandate {
  readonly autoAward: boolean;
  readonly budget?: Money;
}

/**
 * What the platform may award by itself for one request: the least of its budget, the policy's ceiling and
 * what is left of the limit for everything that is open. Without any limit a person awards.
 */
export function mandateFor(shipper: Shipper, wish: MandateWish): Mandate {
  const { budget, currency } = wish;
  const asked = budget === undefined ? {} : { budget };
  if (!(wish.autoAward ?? shipper.policy.autoAward)) return { autoAward: false, ...asked };
  const limits = limitsOf(shipper, wish);
  const limit = Math.min(...limits.map(({ amount }) => amount));
  const isPayable = limits.length > 0 && limits.every((it) => it.currency === currency);
  if (!isPayable || limit <= 0) return { autoAward: false, ...asked };
  return { autoAward: true, budget: { amount: limit, currency } };
}

function limitsOf(shipper: Shipper, { budget }: MandateWish): readonly Money[] {
  const { ceiling, openMax } = shipper.policy;
  return [budget, ceiling, leftOf(shipper, openMax)].filter((it) => it !== undefined);
}

/**
 * What is booked and not completed counts with its price, and what is on the market with all that it may
 * come to: two requests side by side must not spend the same money.
 */
function leftOf({ shipments, policy }: Shipper, openMax: Money | undefined): Money | undefined {
  if (openMax === undefined) return undefined;
  const most = policy.ceiling ?? openMax;
  const open = shipments.map(({ amount = most }) =>
    amount.currency === openMax.currency ? amount.amount : 0,
  );
  return { ...openMax, amount: open.reduce((left, amount) => left - amount, openMax.amount) };
}
