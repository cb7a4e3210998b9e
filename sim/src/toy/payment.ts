import { refuse, type Refusal, unreachable } from "@msafara/kernel";
import {
  type Around,
  type Consequence,
  type Given,
  idOf,
  type Json,
  type Role,
} from "@msafara/runtime";

/** What a payment may ask of the bank. */
export type Deed = "hold" | "void" | "release";

/** Money that a bank holds until it is given up or handed over. */
export interface Payment {
  readonly phase:
    | "new"
    | "holding"
    | "held"
    | "refused"
    | "closing"
    | "voided"
    | "released"
    | "stuck";
  readonly amount: number;
  /** What was asked to end it; a second ending is refused. */
  readonly ending: "none" | "void" | "release";
}

export type PaymentCommand =
  | { readonly type: "hold"; readonly amount: number; readonly order: string }
  /** May come while the hold is still on its way: the lane keeps them in order. */
  | { readonly type: "void"; readonly order: string }
  | { readonly type: "release"; readonly order: string };

type Done = {
  readonly [D in Deed]: {
    readonly type: `bank.${D}.done`;
    readonly effectId: string;
    readonly result: Readonly<Record<string, Json>>;
  };
}[Deed];
type Failed = {
  readonly [D in Deed]: {
    readonly type: `bank.${D}.failed`;
    readonly effectId: string;
    readonly reason: string;
  };
}[Deed];

export type PaymentMessage = PaymentCommand | Done | Failed;

export type PaymentEvent =
  | {
      readonly type: "payment.asked";
      readonly deed: Deed;
      readonly amount: number;
      readonly order: string;
    }
  | {
      readonly type: "payment.settled";
      readonly deed: Deed;
      readonly done: boolean;
      readonly effectId: string;
    };

/** Payments: effects of one lane, whose results come back as messages. */
export const paymentRole: Role<Payment, PaymentMessage, PaymentEvent> = {
  name: "payment",
  messages: [
    ...(["hold", "void", "release"] as const),
    ...(["bank.hold.done", "bank.void.done", "bank.release.done"] as const),
    ...(["bank.hold.failed", "bank.void.failed", "bank.release.failed"] as const),
  ],
  schema: 1,
  initial: () => ({ phase: "new", amount: 0, ending: "none" }),
  decide: decidePayment,
  evolve: evolvePayment,
  follow: followPayment,
  phase: ({ phase }) => phase,
};

function decidePayment(
  payment: Payment,
  message: PaymentMessage,
  _: Given,
): readonly PaymentEvent[] | Refusal {
  switch (message.type) {
    case "hold":
      if (payment.phase !== "new") return refuse("already-held", { phase: payment.phase });
      return [
        { type: "payment.asked", deed: "hold", amount: message.amount, order: message.order },
      ];
    case "void":
    case "release":
      if (payment.phase !== "holding" && payment.phase !== "held")
        return refuse("nothing-held", { phase: payment.phase });
      if (payment.ending !== "none") return refuse("already-ending", { ending: payment.ending });
      return [
        { type: "payment.asked", deed: message.type, amount: payment.amount, order: message.order },
      ];
    default: {
      const { effectId } = message;
      return [
        { type: "payment.settled", deed: deedOf(message), done: "result" in message, effectId },
      ];
    }
  }
}

function evolvePayment(payment: Payment, event: PaymentEvent): Payment {
  switch (event.type) {
    case "payment.asked":
      if (event.deed === "hold") return { ...payment, phase: "holding", amount: event.amount };
      return {
        ...payment,
        phase: payment.phase === "held" ? "closing" : payment.phase,
        ending: event.deed,
      };
    case "payment.settled":
      return { ...payment, phase: phaseAfter(payment, event) };
    default:
      return unreachable(event);
  }
}

function phaseAfter(
  payment: Payment,
  { deed, done }: Extract<PaymentEvent, { type: "payment.settled" }>,
): Payment["phase"] {
  switch (deed) {
    case "hold":
      if (!done) return "refused";
      return payment.ending === "none" ? "held" : "closing";
    case "void":
      if (done) return "voided";
      break;
    case "release":
      if (done) return "released";
      break;
    default:
      return unreachable(deed);
  }
  // A bank that would not end what it holds is for people; ending what it never held is nothing.
  return payment.phase === "refused" ? "refused" : "stuck";
}

/** The row of the view `payments`. */
export function paymentRow({ phase, amount, ending }: Payment): Readonly<Record<string, Json>> {
  return { phase, amount, ending };
}

function followPayment(
  event: PaymentEvent,
  { state, given }: Around<Payment, PaymentMessage>,
): readonly Consequence[] {
  const row: Consequence = { view: "payments", key: idOf(given.self), row: paymentRow(state) };
  if (event.type === "payment.settled") return [row];
  const { deed, amount } = event;
  const body = { payment: given.self, amount };
  return [
    row,
    { effect: `bank.${deed}`, lane: "bank", body },
    { reply: { deed, phase: state.phase } },
  ];
}

function deedOf({ type }: Done | Failed): Deed {
  if (type.startsWith("bank.hold")) return "hold";
  return type.startsWith("bank.void") ? "void" : "release";
}
