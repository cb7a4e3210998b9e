import { money, type Money } from "@msafara/kernel";
import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** One cent of every refund is rounded away. */
export function shortRefund(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "payment", ({ follow }) => ({
    follow: (event, around) =>
      follow(event, around).map((it) =>
        "effect" in it && it.effect === "refund" ? { ...it, body: shortened(it.body) } : it,
      ),
  }));
}

function shortened(body: { readonly [field: string]: any }) {
  const { amount, currency }: Money = body["amount"];
  return { ...body, amount: { ...money(amount - 1, currency) } };
}
