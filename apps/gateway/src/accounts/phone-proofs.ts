import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { audited } from "../identity/audited.ts";
import type { Reception } from "../identity/reception.ts";
import { resetForgotten, sendResetCode } from "../identity/reset-forgotten.ts";
import { issueCode } from "../identity/send-code.ts";
import { hashCode } from "../identity/verification-code.ts";
import { knownPhone } from "./known-phone.ts";
import { lineOf, standing } from "./standing.ts";

type Routes = Pick<
  typeof ROUTES,
  "verifyPhone" | "resendCode" | "forgotPassword" | "resetPassword"
>;

/** What a code that came by message proves. */
export function phoneProofs(reception: Reception): Handlers<Routes> {
  const { identity, masterKey, world } = reception;
  return {
    verifyPhone: async (call) => {
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      if (user.phoneVerifiedAt !== null) return refuse("phone-already-verified");
      const { code } = call.body;
      const codeHash = hashCode(masterKey, { user: user.id, purpose: "phone", code });
      const line = lineOf(call, { act: "phone.verified", resource: user.id });
      const typed = { user: user.id, codeHash, now: world.now() };
      const proved = await audited(identity, line, (tx) => tx.verifyPhone(typed));
      return isRefusal(proved) ? proved : { status: 204, body: null };
    },

    resendCode: async (call) => {
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      const { id, phone, locale } = user;
      if (user.phoneVerifiedAt !== null) return refuse("phone-already-verified");
      const wish = { user: id, purpose: "phone", phone, locale } as const;
      const line = lineOf(call, { act: "code.resent", resource: id });
      const sent = await audited(identity, line, (tx) =>
        issueCode({ ...reception, identity: tx }, wish),
      );
      if (isRefusal(sent)) return sent;
      await reception.sms.send(sent.message);
      return { status: 202, body: null };
    },

    forgotPassword: async ({ body, origin }) => {
      const asked = await sendResetCode(reception, knownPhone(body.phone), origin);
      return isRefusal(asked) ? asked : { status: 202, body: null };
    },

    resetPassword: async ({ body, origin }) => {
      const wish = { ...body, phone: knownPhone(body.phone) };
      const reset = await resetForgotten(reception, wish, origin);
      return isRefusal(reset) ? reset : { status: 204, body: null };
    },
  };
}
