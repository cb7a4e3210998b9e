import { assert, Bug, refuse, type Refusal, unreachable } from "@msafara/kernel";
import type { Address, Given } from "@msafara/runtime";
import type { Account, AccountEvent, AccountMessage } from "./account.ts";

/** One message of a turn's 500 is kept for the turn's own continuation. */
const CHUNK_MAX = 499;

/** What an account says to a message. Only commands are refused; a message always counts. */
export function decideAccount(
  account: Account,
  message: AccountMessage,
  given: Given,
): readonly AccountEvent[] | Refusal {
  switch (message.type) {
    case "open":
      return openAccount(account, message);
    case "transfer":
      return transferMoney(account, message, given);
    case "bounce": {
      const { left, path, order } = message;
      return [{ type: "hop.begun", chain: given.mint("hop"), left, path, order }];
    }
    case "fan-out": {
      if (account.isFanning) return refuse("still-fanning-out");
      const { to, prefix, order } = message;
      const chunk = Math.min(message.chunk ?? CHUNK_MAX, CHUNK_MAX);
      return [
        { type: "leaflets.sent", round: account.rounds + 1, next: 0, to, chunk, prefix, order },
      ];
    }
    case "poison":
      return [{ type: "poison.sent", to: message.to, how: message.how, order: message.order }];
    default:
      return hearMessage(account, message, peer(given));
  }
}

type Heard = Exclude<AccountMessage, { readonly order: string }>;

function hearMessage(account: Account, message: Heard, from: Address): readonly AccountEvent[] {
  switch (message.type) {
    case "credit": {
      const { amount, number } = message;
      return [
        { type: account.open ? "money.received" : "money.turned-away", from, amount, number },
      ];
    }
    case "credited":
      return [{ type: "money.confirmed", by: from, number: message.number }];
    case "returned":
      return [{ type: "money.returned", by: from, amount: message.amount, number: message.number }];
    case "hop":
      return [{ type: "hop.made", chain: message.chain, left: message.left, path: message.path }];
    case "fan-on":
      return [{ ...message, type: "leaflets.sent", order: null }];
    case "leaflet":
      return [{ type: "leaflet.got", from, round: message.round }];
    case "poisoned":
      if (message.how === "decide") throw new Bug("Swallowed the poison that a test put here");
      return [{ type: "poison.taken", how: message.how }];
    default:
      return unreachable(message);
  }
}

function openAccount(
  account: Account,
  { amount, currency, order }: Extract<AccountMessage, { type: "open" }>,
): readonly AccountEvent[] | Refusal {
  if (account.open) return refuse("account-open");
  return [{ type: "account.opened", amount, currency, order }];
}

function transferMoney(
  account: Account,
  { to, amount, parts = 1, order }: Extract<AccountMessage, { type: "transfer" }>,
  { self }: Given,
): readonly AccountEvent[] | Refusal {
  const { balance, sent } = account;
  if (!account.open) return refuse("no-account");
  if (to === self) return refuse("to-self");
  if (balance < amount * parts) return refuse("short-of-money", { balance, amount, parts });
  const first = (sent[to] ?? 0) + 1;
  return Array.from({ length: parts }, (_, i) => {
    return { type: "money.sent", to, amount, number: first + i, order: i === 0 ? order : "" };
  });
}

function peer({ sender }: Given): Address {
  assert(sender.startsWith("account/"), "only accounts write to accounts");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Checked in the line above.
  return sender as Address;
}
