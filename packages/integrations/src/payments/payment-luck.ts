import type { PaymentDeed } from "@msafara/domain";

/** What can go wrong with one order. */
export type PaymentMishap =
  /** A hold is declined, or the customer says nothing; the ends of holds know no customer. */
  | "decline"
  | "customer-silent"
  /** The provider says no for good, to any order. */
  | "refuse"
  /** It acts, and takes its time. */
  | "dawdle"
  /** It acts, or does not, and never says so. */
  | "act-and-hush"
  | "idle-and-hush";

/** When a mishap happens: every condition that is named must hold. */
export interface PaymentRule {
  readonly meets: PaymentMishap;
  readonly deed?: PaymentDeed;
  readonly shipperId?: string;
  /** Amounts from here on, in minor units. */
  readonly from?: number;
  /** The last two digits of the amount, so that whoever tries it by hand chooses by the price. */
  readonly endsIn?: number;
}

/** How well a provider behaves: the first rule that fits counts, then chance, of one. */
export interface PaymentLuck {
  readonly rules?: readonly PaymentRule[];
  readonly chances?: Readonly<Partial<Record<PaymentMishap, number>>>;
}

/** What a rule looks at. */
export interface PaymentAsked {
  readonly deed: string;
  readonly amount: number;
  readonly shipperId?: string;
}

/** Which mishap an order meets, if any; `draw` is between 0 and 1. */
export function mishapOf(
  { rules = [], chances = {} }: PaymentLuck,
  asked: PaymentAsked,
  draw: number,
): PaymentMishap | undefined {
  const rule = rules.find((it) => fits(it, asked));
  if (rule !== undefined) return rule.meets;
  let left = draw;
  for (const mishap of MISHAPS) {
    left -= chances[mishap] ?? 0;
    if (left < 0) return mishap;
  }
  return undefined;
}

const MISHAPS = [
  "decline",
  "customer-silent",
  "refuse",
  "dawdle",
  "act-and-hush",
  "idle-and-hush",
] as const satisfies readonly PaymentMishap[];

function fits(rule: PaymentRule, { deed, amount, shipperId }: PaymentAsked): boolean {
  const isMeant = rule.deed === undefined || rule.deed === deed;
  const isWhose = rule.shipperId === undefined || rule.shipperId === shipperId;
  const isMuch = rule.from === undefined || amount >= rule.from;
  return (
    isMeant && isWhose && isMuch && (rule.endsIn === undefined || amount % 100 === rule.endsIn)
  );
}
