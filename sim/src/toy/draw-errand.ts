import { type Address, addressOf } from "@msafara/runtime";
import type { Luck } from "../day/luck.ts";
import type { ToyCommand } from "./toy-roles.ts";

/** Something that a customer wants done. */
export interface Errand {
  readonly address: Address;
  readonly command: ToyCommand;
}

const ACCOUNTS = 5;
const OFFERS = 5;
const PAYMENTS = 8;

/** How often each is wanted. Few agents and many wishes, so that they meet. */
const WISHES = {
  open: 2,
  transfer: 60,
  bounce: 7,
  "fan-out": 2,
  poison: 2,
  post: 12,
  take: 9,
  hold: 12,
  void: 8,
  release: 4,
} as const;

/** What a customer wants next. */
export function drawErrand(luck: Luck, order: string): Errand {
  const wish = luck.weigh(WISHES);
  switch (wish) {
    case "post": {
      const command = {
        type: wish,
        expiresInMs: luck.between(20, 2_000),
        price: luck.between(1, 99),
        order,
      };
      return { address: offer(luck), command };
    }
    case "take":
      return { address: offer(luck), command: { type: wish, by: order, order } };
    case "hold":
      return {
        address: payment(luck),
        command: { type: wish, amount: luck.between(1, 99), order },
      };
    case "void":
    case "release":
      return { address: payment(luck), command: { type: wish, order } };
    default: {
      const address = account(luck);
      return { address, command: accountWish(luck, { wish, address, order }) };
    }
  }
}

/** The opening of an account; whoever comes second is refused. */
export function openingErrand(luck: Luck, order: string): Errand {
  const address = account(luck);
  return { address, command: accountWish(luck, { wish: "open", address, order }) };
}

type AccountWish = "open" | "transfer" | "bounce" | "fan-out" | "poison";

function accountWish(
  luck: Luck,
  {
    wish,
    address,
    order,
  }: { readonly wish: AccountWish; readonly address: Address; readonly order: string },
): ToyCommand {
  switch (wish) {
    case "open":
      return { type: wish, amount: luck.between(400, 4_000), currency: "KES", order };
    case "transfer": {
      const parts = luck.chance(0.5) ? luck.between(2, 6) : 1;
      return {
        type: wish,
        to: neighbour(luck, address),
        amount: luck.between(1, 40),
        parts,
        order,
      };
    }
    case "bounce":
      return {
        type: wish,
        left: luck.between(1, 12),
        path: [account(luck), account(luck), account(luck)],
        order,
      };
    case "fan-out":
      return { type: wish, to: luck.between(1, 14), prefix: "a", chunk: luck.between(2, 5), order };
    default:
      return {
        type: "poison",
        to: account(luck),
        how: luck.pick(["decide", "follow", "encode"]),
        order,
      };
  }
}

function account(luck: Luck): Address {
  return addressOf("account", `a${luck.between(0, ACCOUNTS - 1)}`);
}

/** Mostly the next one: what is sent between two in both directions and close together shows its order. */
function neighbour(luck: Luck, address: Address): Address {
  const place = Number(address.slice("account/a".length));
  const step = luck.chance(0.6) ? 1 : luck.between(0, ACCOUNTS - 1);
  return addressOf("account", `a${(place + step) % ACCOUNTS}`);
}

function offer(luck: Luck): Address {
  return addressOf("offer", `o${luck.between(0, OFFERS - 1)}`);
}

function payment(luck: Luck): Address {
  return addressOf("payment", `p${luck.between(0, PAYMENTS - 1)}`);
}
