import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { audited } from "../identity/audited.ts";
import { confirmTotp, enrollTotp } from "../identity/enroll-totp.ts";
import type { Reception } from "../identity/reception.ts";
import { WAITS } from "../identity/wait-after-failures.ts";
import { lineOf, refuseStale, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "enrollMfa" | "confirmMfa" | "removeMfa">;

/** A second factor, from its secret to its end. */
export function secondFactor(reception: Reception): Handlers<Routes> {
  const { identity, world } = reception;
  return {
    enrollMfa: async (call) => {
      const stale = refuseStale(call, world.now());
      if (stale !== undefined) return stale;
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      const { id, phone } = user;
      const line = lineOf(call, { act: "second-factor.enrolled", resource: id });
      const enrolled = await audited(identity, line, (tx) =>
        enrollTotp({ ...reception, identity: tx }, { user: id, phone }),
      );
      if (isRefusal(enrolled)) return enrolled;
      const { secret, uri: otpauthUrl } = enrolled;
      return { status: 200, body: { secret, otpauthUrl } };
    },

    confirmMfa: async (call) => {
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      const { id, phone } = user;
      const { address } = call.origin;
      const attempt = { phone, address, waits: WAITS, now: world.now() };
      const noted = await identity.noteLoginAttempt(attempt);
      if (isRefusal(noted)) return noted;
      const line = lineOf(call, { act: "second-factor.confirmed", resource: id });
      const confirmed = await audited(identity, line, (tx) =>
        confirmTotp({ ...reception, identity: tx }, { user: id, code: call.body.code }),
      );
      if (isRefusal(confirmed)) return confirmed;
      await identity.forgiveLogin({ phone, address });
      return { status: 200, body: { mfa: true } };
    },

    removeMfa: async (call) => {
      const stale = refuseStale(call, world.now());
      if (stale !== undefined) return stale;
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      const line = lineOf(call, { act: "second-factor.removed", resource: user.id });
      const isRemoved = await audited(identity, line, (tx) => tx.removeSecondFactor(user.id));
      return isRemoved ? { status: 200, body: { mfa: false } } : refuse("mfa-not-on");
    },
  };
}
