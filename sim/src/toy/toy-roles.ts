import type { Json, Role } from "@msafara/runtime";
import { type Account, type AccountCommand, accountRow } from "./account.ts";
import { accountRole } from "./account-role.ts";
import { firstOfferRole } from "./first-offer-role.ts";
import { type Offer, type OfferCommand, offerRole, offerRow } from "./offer.ts";
import { type Payment, type PaymentCommand, paymentRole, paymentRow } from "./payment.ts";

/** A freight small enough to judge completely: what it moves is money, offers and payments. */
export const toyRoles: readonly Role[] = [accountRole, offerRole, paymentRole];

/** The same freight one release earlier. */
export const firstToyRoles: readonly Role[] = [accountRole, firstOfferRole, paymentRole];

/** Every command names its order, so that answers can be held against events. */
export type ToyCommand = AccountCommand | OfferCommand | PaymentCommand;

/** The row that an agent's state stands for in its view. */
export function toyRow(
  role: string,
  state: unknown,
): { readonly view: string; readonly row: Readonly<Record<string, Json>> } {
  /* oxlint-disable typescript/no-unsafe-type-assertion -- The role's name says which state it is. */
  switch (role) {
    case "account":
      return { view: "accounts", row: accountRow(state as Account) };
    case "offer":
      return { view: "offers", row: offerRow(state as Offer) };
    default:
      return { view: "payments", row: paymentRow(state as Payment) };
  }
}
