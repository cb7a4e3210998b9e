import type { Order } from "@msafara/runtime";
import type { MarketBank } from "../market-bank.ts";

/** The bank takes every try for another order. */
export function keylessBank(bank: MarketBank): MarketBank {
  const again = (order: Order) => ({ ...order, id: `${order.id} try ${order.attempt}` });
  return {
    ...bank,
    perform: async (order) => bank.perform(again(order)),
    inquire: async (order) => bank.inquire(again(order)),
  };
}
