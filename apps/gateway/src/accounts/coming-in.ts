import type { ROUTES } from "@msafara/contracts";
import { type Instant, isRefusal } from "@msafara/kernel";
import { normalizePhone } from "@msafara/store";
import type { Handlers } from "../door/handler.ts";
import { endOf } from "../identity/access-token.ts";
import { audited } from "../identity/audited.ts";
import type { Reception } from "../identity/reception.ts";
import type { TokenPair } from "../identity/refresh-token.ts";
import { register } from "../identity/register.ts";
import { renewSession } from "../identity/renew-session.ts";
import { signIn } from "../identity/sign-in.ts";
import { knownPhone } from "./known-phone.ts";
import { lineOf, sessionOf } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "register" | "login" | "refresh" | "logout">;

/** Coming in and going out. */
export function comingIn(reception: Reception): Handlers<Routes> {
  const { identity, revocations, world } = reception;
  return {
    register: async ({ body, origin, language }) => {
      const { role, password, name, locale = language } = body;
      const written = normalizePhone(body.phone);
      if (isRefusal(written)) return written;
      const wish = { role, phone: written.phone, password, name, locale };
      const registered = await register(reception, wish, origin);
      if (isRefusal(registered)) return registered;
      const { id, phone } = registered.user;
      const user = { id, role, phone, name };
      return { status: 201, body: { user, ...tokensIn(registered.pair, world.now()) } };
    },

    login: async ({ body, origin }) => {
      const { password, otp } = body;
      const credentials = { phone: knownPhone(body.phone), password };
      const shown = otp === undefined ? credentials : { ...credentials, otp };
      const pair = await signIn(reception, shown, origin);
      return isRefusal(pair) ? pair : { status: 200, body: tokensIn(pair, world.now()) };
    },

    refresh: async ({ body, origin }) => {
      const pair = await renewSession(reception, body.refresh_token, origin);
      return isRefusal(pair) ? pair : { status: 200, body: tokensIn(pair, world.now()) };
    },

    logout: async (call) => {
      const { family } = sessionOf(call);
      const ended = { user: call.visitor.actor.userId, family, now: world.now() };
      const line = lineOf(call, { act: "session.ended", resource: family });
      // Whoever is out already has what he wants.
      const isEnded = await audited(identity, line, (tx) =>
        tx.revokeFamily({ ...ended, why: "logout" }),
      );
      if (isEnded) revocations.tell([family]);
      return { status: 204, body: null };
    },
  };
}

/** A pair under the names of RFC 6749 (R20). A pair that is handed out again has less time left. */
function tokensIn({ accessToken, refreshToken }: TokenPair, now: Instant) {
  const leftMs = endOf(accessToken) - now;
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: "Bearer" as const,
    expires_in: Math.max(Math.ceil(leftMs / 1_000), 1),
  };
}
