import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import { noteRead } from "../accounts/note-read.ts";
import type { Handlers } from "../door/handler.ts";
import { defined } from "./defined.ts";
import type { MarketDesk } from "./market-desk.ts";
import { phaseOf, showPayment } from "./show-payment.ts";

/** Where the money is. Whoever looks at it is written down. */
export function answerPayments({
  market,
  people,
}: MarketDesk): Handlers<Pick<typeof ROUTES, "listPayments" | "readPayment">> {
  return {
    listPayments: async (call) => {
      const { actor } = call.visitor;
      const { status, ...wish } = call.query;
      const phase = status && phaseOf(status);
      const page = await market.listPayments(actor, defined({ ...wish, phase }));
      if (isRefusal(page)) return page;
      const { items, nextCursor } = page;
      const shown = items.map((row) => showPayment(row));
      await noteRead(people, call, { act: "payments.viewed" });
      return { status: 200, body: { items: shown, nextCursor } };
    },

    readPayment: async (call) => {
      const row = await market.readPayment(call.visitor.actor, call.params.id);
      if (row === undefined) return refuse("payment-not-found");
      const resource = `payment/${row.shipmentId}`;
      await noteRead(people, call, { act: "payment.viewed", resource });
      return { status: 200, body: showPayment(row) };
    },
  };
}
