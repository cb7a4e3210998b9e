import { assert } from "./assert.ts";

/** Integer minor units with an ISO 4217 code. There are no floats in money, and no silent conversion. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** An amount of money; what is not a safe integer of minor units is a bug. */
export function money(amount: number, currency: string): Money {
  assert(Number.isSafeInteger(amount), "money is counted in whole minor units");
  assert(/^[A-Z]{3}$/.test(currency), "a currency is three capital letters");
  return { amount, currency };
}

/** The sum of two amounts of one currency. */
export function addMoney(one: Money, other: Money): Money {
  assert(one.currency === other.currency, "only one currency can be added up");
  return money(one.amount + other.amount, one.currency);
}
