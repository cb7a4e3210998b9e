import { Bug, refuse } from "@msafara/kernel";
import type { Address } from "../../address.ts";
import type { Consequence, Role } from "../../role.ts";

/** A purse that can be filled, passes money on, keeps a deadline and orders things: all that an engine carries. */
export interface Purse {
  readonly amount: number;
  readonly heard: readonly string[];
}

export type PurseMessage =
  | { readonly type: "fill"; readonly amount: number }
  | { readonly type: "pass"; readonly amount: number; readonly to: Address }
  | { readonly type: "passed"; readonly amount: number }
  | { readonly type: "say"; readonly word: string }
  | { readonly type: "remind"; readonly inMs: number; readonly word: string }
  | { readonly type: "forget" }
  | { readonly type: "order"; readonly lane: string; readonly thing: string }
  | {
      readonly type: "shop.buy.done";
      readonly effectId: string;
      readonly result: { readonly thing: string };
    }
  | { readonly type: "shop.buy.failed"; readonly effectId: string; readonly reason: string }
  | { readonly type: "burst"; readonly to: readonly Address[]; readonly word: string }
  | { readonly type: "break"; readonly how: "decide" | "project" | "nul" };

export type PurseEvent =
  | { readonly type: "purse.filled"; readonly amount: number }
  | { readonly type: "purse.passed"; readonly amount: number; readonly to: Address }
  | { readonly type: "word.said"; readonly word: string }
  | { readonly type: "reminder.set"; readonly due: number; readonly word: string }
  | { readonly type: "reminder.dropped" }
  | { readonly type: "thing.ordered"; readonly lane: string; readonly thing: string }
  | { readonly type: "burst.sent"; readonly to: readonly Address[]; readonly word: string }
  | { readonly type: "purse.broken" };

/** Plays purses in the engine's own specs. */
export const purseRole: Role<Purse, PurseMessage, PurseEvent> = {
  name: "purse",
  schema: 1,
  messages: [
    "fill",
    "pass",
    "passed",
    "say",
    "remind",
    "forget",
    "order",
    "shop.buy.done",
    "shop.buy.failed",
    "burst",
    "break",
  ],
  initial: () => ({ amount: 0, heard: [] }),
  phase: ({ amount }) => (amount > 0 ? "full" : "empty"),

  decide: (purse, message, { now }) => {
    switch (message.type) {
      case "fill":
      case "passed":
        return [{ type: "purse.filled", amount: message.amount }];
      case "pass":
        if (message.amount > purse.amount)
          return refuse("short-of-money", { amount: purse.amount });
        return [{ type: "purse.passed", amount: message.amount, to: message.to }];
      case "say":
        return [{ type: "word.said", word: message.word }];
      case "remind":
        return [{ type: "reminder.set", due: now + message.inMs, word: message.word }];
      case "forget":
        return [{ type: "reminder.dropped" }];
      case "order":
        return [{ type: "thing.ordered", lane: message.lane, thing: message.thing }];
      case "shop.buy.done":
        return [{ type: "word.said", word: `bought ${message.result.thing}` }];
      case "shop.buy.failed":
        return [{ type: "word.said", word: `failed ${message.reason}` }];
      case "burst":
        return [{ type: "burst.sent", to: message.to, word: message.word }];
      case "break":
        if (message.how === "decide") throw new Bug("broken decider");
        return message.how === "nul"
          ? [{ type: "word.said", word: "\u0000" }]
          : [{ type: "purse.broken" }];
    }
  },

  evolve: (purse, event) => {
    switch (event.type) {
      case "purse.filled":
        return { ...purse, amount: purse.amount + event.amount };
      case "purse.passed":
        return { ...purse, amount: purse.amount - event.amount };
      case "word.said":
        return { ...purse, heard: [...purse.heard, event.word] };
      default:
        return purse;
    }
  },

  follow: (event, { state }): readonly Consequence[] => {
    switch (event.type) {
      case "purse.filled":
        return [
          { reply: { amount: state.amount } },
          { live: "purse.filled", audience: "all", body: { amount: state.amount } },
        ];
      case "purse.passed":
        return [
          { send: { type: "passed", amount: event.amount } satisfies PurseMessage, to: event.to },
          { reply: { amount: state.amount } },
        ];
      case "reminder.set":
        return [
          {
            timer: "reminder",
            due: event.due,
            message: { type: "say", word: event.word } satisfies PurseMessage,
          },
        ];
      case "reminder.dropped":
        return [{ cancel: "reminder" }];
      case "thing.ordered":
        return [{ effect: "shop.buy", lane: event.lane, body: { thing: event.thing } }];
      case "burst.sent":
        return event.to.map((to) => ({
          send: { type: "say", word: event.word } satisfies PurseMessage,
          to,
        }));
      case "purse.broken":
        throw new Bug("broken projector");
      default:
        return [];
    }
  },
};
