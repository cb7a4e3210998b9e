import { type AnswerOf, type BodyOf, ROUTES } from "@msafara/contracts";
import type { DriverCommand, ShipperMessage } from "@msafara/domain";
import { type Id, type Instant, isRefusal, refuse } from "@msafara/kernel";
import { noteRead } from "../accounts/note-read.ts";
import type { Handlers } from "../door/handler.ts";
import { defined } from "./defined.ts";
import type { MarketDesk } from "./market-desk.ts";
import type { SeenAgent } from "@msafara/store";
import { type Asked, sendCommand } from "./send-command.ts";

type Routes = Pick<typeof ROUTES, "listAgents" | "readAgent" | "setAgentPolicy">;
type Policy = BodyOf<Routes["setAgentPolicy"]>["policy"];
type Shown = AnswerOf<Routes["readAgent"]>[200];
type Named = { readonly type: SeenAgent["type"]; readonly id: Id };

/** Those who act for people. */
export function answerAgents(desk: MarketDesk): Handlers<Routes> {
  const { market, people } = desk;
  return {
    listAgents: async (call) => {
      const page = await market.listAgents(call.visitor.actor, defined(call.query));
      if (isRefusal(page)) return page;
      const { items, nextCursor } = page;
      await noteRead(people, call, { act: "agents.viewed" });
      return { status: 200, body: { items: items.map(showAgent), nextCursor } };
    },

    readAgent: async (call) => {
      const { type, id } = call.params;
      const seen = await market.readAgent(call.visitor.actor, type, id);
      if (seen === undefined) return refuse("agent-not-found");
      if (id !== call.visitor.actor.agentId) {
        const resource = `${type}/${id}`;
        await noteRead(people, call, { act: "agent.viewed", resource });
      }
      return { status: 200, body: showAgent(seen) };
    },

    setAgentPolicy: async (call) => {
      const ordered = orderFor(call);
      if (isRefusal(ordered)) return ordered;
      const { params, body } = call;
      const { actor } = call.visitor;
      // An order to somebody else's agent must not bring one to life that acts for nobody.
      const isThere =
        params.id === actor.agentId ||
        (await market.readAgent(actor, params.type, params.id)) !== undefined;
      if (!isThere) return refuse("agent-not-found");
      const show = ({ phase, changedAt, policy = body.policy }: Left): Shown =>
        defined({ ...params, state: phase, profile: {}, policy, updatedAt: changedAt });
      const absent = "agent-not-found";
      const order = { route: ROUTES.setAgentPolicy, status: 200, show, absent } as const;
      return await sendCommand(desk, call, { ...order, ...ordered });
    },
  };
}

/** What every row of an agent says. */
interface Left {
  readonly phase: string;
  readonly changedAt?: Instant;
  /** The whole of it, with what was not named and stays as it was. */
  readonly policy?: Policy;
}

/** Only who trades has a policy; and a driver's is none for a shipper. */
function orderFor({
  params,
  body,
  visitor,
}: Pick<Asked, "visitor"> & {
  readonly params: Named;
  readonly body: { readonly policy: Policy };
}) {
  const { type, id } = params;
  const { policy } = body;
  const { actor: by } = visitor;
  const isTheirs = id.startsWith(type === "driver" ? "drv_" : "shr_");
  if ((type !== "driver" && type !== "shipper") || !isTheirs) return refuse("agent-not-found");
  if (type === "driver") {
    if (!("autoBid" in policy)) return refuse("policy-unfit", { type });
    const command: DriverCommand = { type: "set-policy", by, policy: defined(policy) };
    return { to: `driver/${id}`, command } as const;
  }
  if (!("autoAward" in policy)) return refuse("policy-unfit", { type });
  const command: ShipperMessage = { type: "set-policy", by, policy: defined(policy) };
  return { to: `shipper/${id}`, command } as const;
}

function showAgent({ changedAt: updatedAt, ...agent }: SeenAgent): Shown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Of the kinds that the wire names, with the policy of its role.
  return { ...agent, updatedAt } as Shown;
}
