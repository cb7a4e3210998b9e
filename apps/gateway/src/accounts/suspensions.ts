import type { ROUTES } from "@msafara/contracts";
import type { DriverCommand } from "@msafara/domain";
import { type Id, isRefusal, refuse } from "@msafara/kernel";
import type { Call, Handlers } from "../door/handler.ts";
import type { Reception } from "../identity/reception.ts";
import { answerIn, receiptFor } from "./receipt-for.ts";
import { lineOf, type Signed, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "suspendUser" | "reinstateUser">;

/** Shutting accounts out, and letting them in again: by operators, with a reason for the record. */
export function suspensions(reception: Reception): Handlers<Routes> {
  return {
    suspendUser: (call) => setStanding(reception, call, { route: "suspendUser", lift: false }),
    reinstateUser: (call) => setStanding(reception, call, { route: "reinstateUser", lift: true }),
  };
}

interface Deed {
  readonly route: keyof Routes;
  readonly lift: boolean;
}

interface Wish extends Signed, Pick<Call, "key" | "dryRun"> {
  readonly params: { readonly id: Id<"usr"> };
  readonly body: { readonly reason: string };
}

/**
 * The account first, then the driver's agent, so that nobody comes in meanwhile. When the agent could not
 * be asked, the same key asks it again.
 */
async function setStanding(reception: Reception, wish: Wish, { route, lift }: Deed) {
  const { identity, revocations, world } = reception;
  const { id } = wish.params;
  const told = await identity.once(receiptFor(reception, route, wish), async (tx) => {
    const operator = await standing(tx, wish);
    if (isRefusal(operator)) return operator;
    const user = await tx.findUser(id);
    if (user === undefined) return refuse("user-unknown");
    // Nobody shuts himself out by a slip, and support does not shut out those who made it.
    const isAbove = user.role === "admin" && operator.role !== "admin";
    if (id === operator.id || isAbove) return refuse("role-may-not", { role: operator.role });
    const set = await tx.suspendUser({ user: id, now: world.now(), lift });
    if (isRefusal(set)) return set;
    const act = lift ? "user.reinstated" : "user.suspended";
    await tx.appendAudit([lineOf(wish, { act, resource: id, why: wish.body.reason })]);
    return { agent: user.agent, ended: set.sessionsEnded };
  });
  const set = answerIn(told);
  if (!("answer" in set)) return set;
  const body = { id, suspended: !lift };
  if (wish.dryRun) return { rehearsed: body };
  const { agent, ended } = set.answer;
  revocations.tell([...ended, id]);
  const done = { status: 200, body, ...set.again } as const;
  if (agent === null || !isDriver(agent)) return done;
  return (await askAgent(reception, { wish, route, lift, agent })) ?? done;
}

interface Order extends Deed {
  readonly wish: Wish;
  readonly agent: Id<"drv">;
}

/** Nothing once the agent has it. */
async function askAgent({ agents }: Reception, { wish, route, lift, agent }: Order) {
  const { visitor, origin, key, params, body } = wish;
  const command: DriverCommand = {
    type: "set-standing",
    by: visitor.actor,
    standing: lift ? "good" : "suspended",
    reason: body.reason,
  };
  const answer = await agents.ask(`driver/${agent}`, command, {
    principal: visitor.principal,
    trace: origin.requestId,
    says: { type: route, ...params, ...body },
    ...(key !== undefined && { key }),
  });
  if (answer.status === "refused") return answer.refusal;
  if (answer.status === "key-reused") return { keyReused: true } as const;
  if (answer.status !== "unavailable") return undefined;
  return { away: answer.code, retryAfterMs: answer.retryAfterMs };
}

function isDriver(agent: Id): agent is Id<"drv"> {
  return agent.startsWith("drv_");
}
