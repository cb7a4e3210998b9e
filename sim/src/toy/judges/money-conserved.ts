import { decode } from "@msafara/runtime";
import type { Account, AccountEvent, AccountMessage } from "../account.ts";
import { ofType } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** What lies on accounts and what is on its way is what was paid in. Holds at every moment. */
export function moneyConserved({ inventory, history }: Evidence): readonly string[] {
  const opened = sum(
    ofType<AccountEvent, "account.opened">(history, "account.opened").map(
      ({ event }) => event.amount,
    ),
  );
  const accounts = inventory.agents.filter(({ address }) => address.startsWith("account/"));
  const balances = sum(accounts.map(({ state }) => decode<Account>(state).balance));
  const travelling = sum(inventory.mail.map(({ body }) => carried(decode<AccountMessage>(body))));
  if (balances + travelling === opened) return [];
  return [`Opened ${opened}, found ${balances} on accounts and ${travelling} on its way`];
}

function carried(message: AccountMessage): number {
  return message.type === "credit" || message.type === "returned" ? message.amount : 0;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
