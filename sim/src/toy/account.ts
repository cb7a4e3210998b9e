import { unreachable } from "@msafara/kernel";
import type { Address, Json } from "@msafara/runtime";

/** A count per peer: the last number of this pair. */
export type Numbers = Readonly<Record<Address, number>>;

/**
 * Money that travels by message. It remembers the last number of every pair, so that a judge
 * can tell from state and events alone whether a message was lost, doubled or overtaken.
 */
export interface Account {
  readonly open: boolean;
  readonly currency: string;
  readonly balance: number;
  readonly sent: Numbers;
  readonly heard: Numbers;
  readonly confirmed: Numbers;
  /** How many fan-outs this account has begun. */
  readonly rounds: number;
  /** A second one waits, since chunks of two would overtake each other. */
  readonly isFanning: boolean;
  readonly leaflets: number;
  readonly hops: number;
}

/** Where a poisoned message goes off: in the decider, the projector or the encoder. */
export type Poison = "decide" | "follow" | "encode";

export type AccountCommand =
  | {
      readonly type: "open";
      readonly amount: number;
      readonly currency: string;
      readonly order: string;
    }
  | {
      readonly type: "transfer";
      readonly to: Address;
      /** Of each part. */
      readonly amount: number;
      /** So many credits leave in one turn; one, if absent. */
      readonly parts?: number;
      readonly order: string;
    }
  | {
      readonly type: "bounce";
      readonly left: number;
      readonly path: readonly Address[];
      readonly order: string;
    }
  /** `chunk` is how many leaflets one turn sends; the engine's limit keeps it below 500. */
  | {
      readonly type: "fan-out";
      readonly to: number;
      readonly prefix: string;
      readonly chunk?: number;
      readonly order: string;
    }
  | { readonly type: "poison"; readonly to: Address; readonly how: Poison; readonly order: string };

export type AccountMessage =
  | AccountCommand
  | { readonly type: "credit"; readonly amount: number; readonly number: number }
  | { readonly type: "credited"; readonly number: number }
  | { readonly type: "returned"; readonly amount: number; readonly number: number }
  | {
      readonly type: "hop";
      readonly chain: string;
      readonly left: number;
      readonly path: readonly Address[];
    }
  | ({ readonly type: "fan-on" } & Fan)
  | { readonly type: "leaflet"; readonly round: number }
  | { readonly type: "poisoned"; readonly how: Poison };

/** Where a fan-out stands: leaflets `next` … `until - 1` of `to` go out with this turn. */
export interface Fan {
  readonly round: number;
  readonly next: number;
  readonly to: number;
  readonly chunk: number;
  readonly prefix: string;
}

export type AccountEvent =
  | {
      readonly type: "account.opened";
      readonly amount: number;
      readonly currency: string;
      readonly order: string;
    }
  | {
      readonly type: "money.sent";
      readonly to: Address;
      readonly amount: number;
      readonly number: number;
      /** Empty but for the first part. */
      readonly order: string;
    }
  | {
      readonly type: "money.received";
      readonly from: Address;
      readonly amount: number;
      readonly number: number;
    }
  /** It came to an account that nobody has opened, and goes back. */
  | {
      readonly type: "money.turned-away";
      readonly from: Address;
      readonly amount: number;
      readonly number: number;
    }
  | { readonly type: "money.confirmed"; readonly by: Address; readonly number: number }
  | {
      readonly type: "money.returned";
      readonly by: Address;
      readonly amount: number;
      readonly number: number;
    }
  | {
      readonly type: "hop.begun";
      readonly chain: string;
      readonly left: number;
      readonly path: readonly Address[];
      readonly order: string;
    }
  | {
      readonly type: "hop.made";
      readonly chain: string;
      readonly left: number;
      readonly path: readonly Address[];
    }
  | ({ readonly type: "leaflets.sent"; readonly order: string | null } & Fan)
  | { readonly type: "leaflet.got"; readonly from: Address; readonly round: number }
  | {
      readonly type: "poison.sent";
      readonly to: Address;
      readonly how: Poison;
      readonly order: string;
    }
  /** Never stored: what follows from it is what blows up. */
  | { readonly type: "poison.taken"; readonly how: Poison };

/** An account that nobody has opened yet. It already answers: money sent to it is turned away. */
export const NO_ACCOUNT: Account = {
  open: false,
  currency: "",
  balance: 0,
  sent: {},
  heard: {},
  confirmed: {},
  rounds: 0,
  isFanning: false,
  leaflets: 0,
  hops: 0,
};

/** The account after an event. */
export function evolveAccount(account: Account, event: AccountEvent): Account {
  switch (event.type) {
    case "account.opened":
      return {
        ...account,
        open: true,
        currency: event.currency,
        balance: account.balance + event.amount,
      };
    case "money.sent":
      return {
        ...account,
        balance: account.balance - event.amount,
        sent: count(account.sent, event.to, event),
      };
    case "money.received":
      return {
        ...account,
        balance: account.balance + event.amount,
        heard: count(account.heard, event.from, event),
      };
    case "money.turned-away":
      return { ...account, heard: count(account.heard, event.from, event) };
    case "money.confirmed":
      return { ...account, confirmed: count(account.confirmed, event.by, event) };
    case "money.returned":
      return {
        ...account,
        balance: account.balance + event.amount,
        confirmed: count(account.confirmed, event.by, event),
      };
    case "hop.begun":
    case "hop.made":
      return { ...account, hops: account.hops + 1 };
    case "leaflets.sent":
      return { ...account, rounds: event.round, isFanning: fanUntil(event) < event.to };
    case "leaflet.got":
      return { ...account, leaflets: account.leaflets + 1 };
    case "poison.sent":
    case "poison.taken":
      return account;
    default:
      return unreachable(event);
  }
}

/** The first leaflet that this turn leaves to the next. */
export function fanUntil({ next, to, chunk }: Pick<Fan, "next" | "to" | "chunk">): number {
  return Math.min(next + chunk, to);
}

/** The row of the view `accounts`. */
export function accountRow(account: Account): Readonly<Record<string, Json>> {
  const { balance, currency, hops, leaflets } = account;
  return { phase: accountPhase(account), balance, currency, hops, leaflets };
}

/** What an operator reads. */
export function accountPhase(account: Account): string {
  return account.open ? "open" : "absent";
}

function count(numbers: Numbers, peer: Address, { number }: { readonly number: number }): Numbers {
  return { ...numbers, [peer]: number };
}
