import type { ROUTES } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { audited } from "../identity/audited.ts";
import type { Reception } from "../identity/reception.ts";
import { noteRead } from "./note-read.ts";
import { pageById } from "./page-by-id.ts";
import { lineOf, sessionOf } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "listSessions" | "endSession">;

/** Where one is signed in, and going out elsewhere. */
export function ownSessions({ identity, revocations, world }: Reception): Handlers<Routes> {
  return {
    listSessions: async (call) => {
      const { userId: user } = call.visitor.actor;
      const { family: current } = sessionOf(call);
      const now = world.now();
      const page = await pageById({ kind: "fam", ...call.query }, async (wish) => {
        const sessions = await identity.listSessions({ user, now, ...wish });
        return sessions.map(({ family: id, ...rest }) => ({
          id,
          current: id === current,
          ...rest,
        }));
      });
      if (isRefusal(page)) return page;
      await noteRead(identity, call, { act: "sessions.viewed", resource: user });
      return { status: 200, body: page };
    },

    endSession: async (call) => {
      const { id: family } = call.params;
      const ended = { user: call.visitor.actor.userId, family, now: world.now() };
      const line = lineOf(call, { act: "session.ended", resource: family });
      const isEnded = await audited(identity, line, (tx) =>
        tx.revokeFamily({ ...ended, why: "logout" }),
      );
      if (!isEnded) return refuse("session-not-found");
      revocations.tell([family]);
      return { status: 204, body: null };
    },
  };
}
