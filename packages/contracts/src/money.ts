import { z } from "zod";

/** A thousand billion in most currencies; ninety of it can still be added up exactly. */
const AMOUNT_MAX = 100_000_000_000_000;

const currencySchema = z.stringFormat("currency", /^[A-Z]{3}$/).describe("A currency of ISO 4217.");

/** Minor units and an ISO 4217 code. What cannot be counted exactly is refused (R22). */
export const moneySchema = z
  .strictObject({ amount: z.int().min(0).max(AMOUNT_MAX), currency: currencySchema })
  .describe("An amount in minor units: 1500000 KES are 15,000 shillings.");

/** Money that somebody asks or offers: nothing is no price. */
export const priceSchema = z
  .strictObject({ amount: z.int().min(1).max(AMOUNT_MAX), currency: currencySchema })
  .describe("A price in minor units, and more than nothing.");

/** Whether two amounts can be held against each other; what is absent fits everything. */
export function sameCurrency(one?: Priced, other?: Priced): boolean {
  return one === undefined || other === undefined || one.currency === other.currency;
}

type Priced = Pick<z.output<typeof priceSchema>, "currency">;
