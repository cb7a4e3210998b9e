import type { ROUTES } from "@msafara/contracts";
import { type Id, isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { audited } from "../identity/audited.ts";
import type { Reception } from "../identity/reception.ts";
import { noteRead } from "./note-read.ts";
import { pageById } from "./page-by-id.ts";
import { lineOf, sessionOf, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "me" | "listSessions" | "endSession">;

/** As many organizations as the wire shows at a glance. */
const MEMBERSHIPS_MAX = 50;

/** One's own account, and where one is signed in. */
export function ownAccount({ identity, revocations, world }: Reception): Handlers<Routes> {
  return {
    me: async (call) => {
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      const { id, role, phone, name, locale, agent, createdAt } = user;
      const memberships = await identity.listMemberships({ user: id, limit: MEMBERSHIPS_MAX });
      await noteRead(identity, call, { act: "user.viewed", resource: id });
      const organizations = memberships.map(({ organization, ...known }) => {
        return { id: organization, name: known.name, role: known.role };
      });
      const [phoneVerified, mfa] = [user.phoneVerifiedAt !== null, user.hasSecondFactor];
      const own = {
        id,
        role,
        phone,
        name,
        locale,
        agent: agent !== null && isActing(agent) ? agent : null,
        createdAt,
      };
      return { status: 200, body: { ...own, phoneVerified, mfa, organizations } };
    },

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

function isActing(agent: Id): agent is Id<"shr" | "drv" | "fac"> {
  return /^(shr|drv|fac)_/.test(agent);
}
