import { Bug } from "@msafara/kernel";
import {
  type Address,
  addressOf,
  type Around,
  type Consequence,
  idOf,
  type Role,
} from "@msafara/runtime";
import {
  type Account,
  type AccountEvent,
  type AccountMessage,
  accountPhase,
  accountRow,
  evolveAccount,
  fanUntil,
  type Fan,
  NO_ACCOUNT,
  type Poison,
} from "./account.ts";
import { decideAccount } from "./decide-account.ts";

/** Accounts: money in messages, chains of hops, fan-outs, and poison for those who ask. */
export const accountRole: Role<Account, AccountMessage, AccountEvent> = {
  name: "account",
  messages: [
    ...(["open", "transfer", "bounce", "fan-out", "poison"] as const),
    ...(["credit", "credited", "returned", "hop", "fan-on", "leaflet", "poisoned"] as const),
  ],
  schema: 1,
  initial: () => NO_ACCOUNT,
  decide: decideAccount,
  evolve: evolveAccount,
  follow: followAccount,
  phase: accountPhase,
};

function followAccount(
  event: AccountEvent,
  around: Around<Account, AccountMessage>,
): readonly Consequence[] {
  const { state, given } = around;
  if (event.type === "poison.taken") return explode(event.how);
  const row: Consequence = { view: "accounts", key: idOf(given.self), row: accountRow(state) };
  return [row, ...sendOn(event, given.self), ...tellBalance(event, state), ...answer(event, state)];
}

function sendOn(event: AccountEvent, self: Address): readonly Consequence[] {
  switch (event.type) {
    case "money.sent":
      return [
        {
          send: { type: "credit", amount: event.amount, number: event.number },
          to: event.to,
        },
      ];
    case "money.received":
      return [{ send: { type: "credited", number: event.number }, to: event.from }];
    case "money.turned-away":
      return [
        {
          send: { type: "returned", amount: event.amount, number: event.number },
          to: event.from,
        },
      ];
    case "hop.begun":
    case "hop.made":
      return hopOn(event);
    case "leaflets.sent":
      return handOut(event, self);
    case "poison.sent":
      return [{ send: { type: "poisoned", how: event.how }, to: event.to }];
    default:
      return [];
  }
}

function hopOn({
  chain,
  left,
  path,
}: Extract<AccountEvent, { type: "hop.made" | "hop.begun" }>): readonly Consequence[] {
  const to = path[left % path.length];
  if (left <= 0 || to === undefined) return [];
  const hop: AccountMessage = { type: "hop", chain, left: left - 1, path };
  return [{ send: hop, to }];
}

function handOut({ round, next, to, chunk, prefix }: Fan, self: Address): readonly Consequence[] {
  const until = fanUntil({ next, to, chunk });
  const sends: Consequence[] = [];
  for (let i = next; i < until; i++) {
    const leaflet: AccountMessage = { type: "leaflet", round };
    sends.push({ send: leaflet, to: addressOf("account", `${prefix}${i}`) });
  }
  if (until < to) {
    const fanOn: AccountMessage = { type: "fan-on", round, next: until, to, chunk, prefix };
    sends.push({ send: fanOn, to: self });
  }
  return sends;
}

function tellBalance(event: AccountEvent, { balance }: Account): readonly Consequence[] {
  if (!movesBalance(event.type)) return [];
  return [{ live: "balance.moved", audience: "owner", body: { balance, why: event.type } }];
}

/** Whether the owner is told live. */
export function movesBalance(type: string): boolean {
  return ["account.opened", "money.sent", "money.received", "money.returned"].includes(type);
}

function answer(event: AccountEvent, { balance }: Account): readonly Consequence[] {
  switch (event.type) {
    case "account.opened":
      return [{ reply: { balance } }];
    case "money.sent":
      return event.order === "" ? [] : [{ reply: { balance, number: event.number } }];
    case "hop.begun":
      return [{ reply: { chain: event.chain } }];
    case "leaflets.sent":
      return event.order === null ? [] : [{ reply: { round: event.round } }];
    case "poison.sent":
      return [{ reply: { how: event.how } }];
    default:
      return [];
  }
}

function explode(how: Poison): readonly Consequence[] {
  if (how === "follow") throw new Bug("Swallowed the poison that a test put here");
  return [{ view: "accounts", key: "poison", row: { phase: "half a pair: \ud800" } }];
}
