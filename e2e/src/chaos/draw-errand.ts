import { type Address, addressOf } from "@msafara/runtime";
import type { Luck, ToyCommand } from "@msafara/sim";

/** Something that a customer wants done. */
export interface Errand {
  readonly address: Address;
  readonly command: ToyCommand;
}

/** How many there are of each, and which payments have been begun. */
export interface Population {
  readonly accounts: number;
  readonly offers: number;
  payments: number;
}

/** How often each is wanted. */
const WISHES = {
  transfer: 50,
  bounce: 8,
  "fan-out": 0.3,
  post: 14,
  take: 6,
  hold: 10,
  void: 5,
  release: 3,
} as const;

/** Some accounts are in everybody's dealings: there writers meet. */
const HOT_ACCOUNTS = 40;
const HOT_PART = 0.2;
const LEAFLETS_MAX = 600;
/** Endings are for payments that are still on their way, or have just been held. */
const RECENT_PAYMENTS = 40;

/** Divides a number of agents among the roles. */
export function populationOf(agents: number): Population {
  const [accounts, offers] = [Math.ceil(agents * 0.7), Math.ceil(agents * 0.2)];
  return { accounts, offers, payments: Math.max(0, agents - accounts - offers) };
}

/** The errand that brings one agent of the population to life. */
export function openingErrand(population: Population, i: number, luck: Luck): Errand {
  const { accounts, offers } = population;
  const order = `open-${i}`;
  if (i < accounts) {
    const command = { type: "open", amount: 10_000, currency: "KES", order } as const;
    return { address: account(i), command };
  }
  if (i < accounts + offers) {
    const expiresInMs = luck.between(1_000, 30_000);
    return {
      address: offer(i - accounts),
      command: { type: "post", price: 5, expiresInMs, order },
    };
  }
  const address = payment(i - accounts - offers);
  return { address, command: { type: "hold", amount: 10, order } };
}

/** What a customer wants next. */
export function drawErrand(population: Population, luck: Luck, order: string): Errand {
  const wish = luck.weigh(WISHES);
  switch (wish) {
    case "post": {
      const expiresInMs = luck.between(300, 9_000);
      const command = { type: wish, price: luck.between(1, 99), expiresInMs, order } as const;
      return { address: someOffer(population, luck), command };
    }
    case "take":
      return { address: someOffer(population, luck), command: { type: wish, by: order, order } };
    case "hold": {
      const address = payment((population.payments += 1));
      return { address, command: { type: wish, amount: luck.between(1, 99), order } };
    }
    case "void":
    case "release": {
      const address = payment(population.payments - luck.between(0, RECENT_PAYMENTS));
      return { address, command: { type: wish, order } };
    }
    default:
      return {
        address: someAccount(population, luck),
        command: dealing(population, { wish, luck, order }),
      };
  }
}

type Dealing = "transfer" | "bounce" | "fan-out";

function dealing(
  population: Population,
  { wish, luck, order }: { readonly wish: Dealing; readonly luck: Luck; readonly order: string },
): ToyCommand {
  const partner = () => someAccount(population, luck);
  switch (wish) {
    case "transfer":
      return { type: wish, to: partner(), amount: luck.between(1, 250), order };
    case "bounce": {
      const path = [partner(), partner(), partner()];
      return { type: wish, left: luck.between(1, 12), path, order };
    }
    default: {
      const to = Math.min(population.accounts, luck.between(20, LEAFLETS_MAX));
      return { type: wish, to, prefix: "a", chunk: luck.between(100, 499), order };
    }
  }
}

function someAccount({ accounts }: Population, luck: Luck): Address {
  const isHot = luck.chance(HOT_PART);
  return account(luck.between(0, (isHot ? Math.min(HOT_ACCOUNTS, accounts) : accounts) - 1));
}

function someOffer({ offers }: Population, luck: Luck): Address {
  return offer(luck.between(0, offers - 1));
}

function account(i: number): Address {
  return addressOf("account", `a${i}`);
}

function offer(i: number): Address {
  return addressOf("offer", `o${i}`);
}

function payment(i: number): Address {
  return addressOf("payment", `p${Math.max(0, i)}`);
}
