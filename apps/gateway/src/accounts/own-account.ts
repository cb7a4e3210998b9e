import type { ROUTES } from "@msafara/contracts";
import type { DriverCommand } from "@msafara/domain";
import { type Id, isRefusal, refuse } from "@msafara/kernel";
import { isWeakPassword } from "@msafara/store";
import type { Handler, Handlers } from "../door/handler.ts";
import { audited } from "../identity/audited.ts";
import type { Reception } from "../identity/reception.ts";
import { WAITS } from "../identity/wait-after-failures.ts";
import { noteRead } from "./note-read.ts";
import { lineOf, refuseStale, sessionOf, type Signed, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "me" | "changePassword" | "eraseAccount">;

/** As many organizations as the wire shows at a glance. */
const MEMBERSHIPS_MAX = 50;

/** One's own account: seen, changed, and given up. */
export function ownAccount(reception: Reception): Handlers<Routes> {
  const { identity, chores, revocations, world } = reception;
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

    changePassword: changing(reception),

    eraseAccount: async (call) => {
      const stale = refuseStale(call, world.now());
      if (stale !== undefined) return stale;
      const { userId: user } = call.visitor.actor;
      const line = lineOf(call, { act: "user.erased", resource: user });
      const erased = await audited(identity, line, (tx) =>
        tx.eraseUser({ user, now: world.now() }),
      );
      // Whoever was erased before is nobody, and his token with him.
      if (isRefusal(erased)) {
        return erased.refused === "last-owner" ? erased : refuse("token-invalid");
      }
      revocations.tell([...erased.sessionsEnded, user]);
      chores.later(() => leaveMarket(reception, call));
      return { status: 204, body: null };
    },
  };
}

/** A wrong password counts as at the door: a token that was left behind does not let anybody guess. */
function changing(reception: Reception): Handler<Routes["changePassword"]> {
  const { identity, passwords, revocations, world } = reception;
  return async (call) => {
    const user = await standing(identity, call);
    if (isRefusal(user)) return user;
    const { id, phone, name } = user;
    const { current, password } = call.body;
    if (isWeakPassword(password, { phone, name })) return refuse("password-weak");
    const { address } = call.origin;
    const noted = await identity.noteLoginAttempt({
      phone,
      address,
      waits: WAITS,
      now: world.now(),
    });
    if (isRefusal(noted)) return noted;
    const { passwordHash: from = "" } = (await identity.findUserByPhone(phone)) ?? {};
    const { isRight } = await passwords.verify(current, from);
    if (!isRight) return refuse("credentials-wrong");
    const change = { user: id, from, to: await passwords.hash(password), now: world.now() };
    const line = lineOf(call, { act: "password.changed", resource: id });
    const { family: keep } = sessionOf(call);
    const changed = await audited(identity, line, (tx) => tx.changePassword({ ...change, keep }));
    if (isRefusal(changed)) return changed;
    revocations.tell(changed.sessionsEnded);
    await identity.forgiveLogin({ phone, address });
    return { status: 204, body: null };
  };
}

/** What the driver promised stays promised, but nobody asks him any more. */
async function leaveMarket({ agents }: Reception, { visitor, origin }: Signed): Promise<void> {
  const { actor, principal } = visitor;
  if (actor.agentId?.startsWith("drv_") !== true) return;
  const command: DriverCommand = { type: "set-availability", by: actor, available: false };
  await agents.ask(`driver/${actor.agentId}`, command, { principal, trace: origin.requestId });
}

function isActing(agent: Id): agent is Id<"shr" | "drv" | "fac"> {
  return /^(shr|drv|fac)_/.test(agent);
}
