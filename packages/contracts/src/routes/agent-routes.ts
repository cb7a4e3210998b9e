import {
  agentChangeSchema,
  agentIdSchema,
  agentSchema,
  agentsQuery,
  agentsSchema,
  agentTypeSchema,
} from "../market/agent.ts";
import type { Route } from "./route.ts";

const fleet = ["owner", "dispatcher", "fleet-manager"] as const;
const params = { type: agentTypeSchema, id: agentIdSchema };

/** Those who act for people. */
export const agentRoutes = {
  listAgents: {
    id: "listAgents",
    method: "GET",
    path: "/agents",
    tag: "Agents",
    summary: "Look through all agents",
    manner: "list",
    roles: ["admin", "support"],
    scopes: [],
    query: agentsQuery,
    responses: { 200: agentsSchema },
    problems: ["cursor-unknown"],
  },
  readAgent: {
    id: "readAgent",
    method: "GET",
    path: "/agents/{type}/{id}",
    tag: "Agents",
    summary: "See what an agent is about",
    manner: "read",
    roles: ["shipper", "driver", "facility", "admin", "support"],
    members: fleet,
    scopes: ["shipments", "fleet", "facilities"],
    params,
    responses: { 200: agentSchema },
    problems: ["agent-not-found"],
  },
  setAgentPolicy: {
    id: "setAgentPolicy",
    method: "PUT",
    path: "/agents/{type}/{id}",
    tag: "Agents",
    summary: "Say what an agent may do without asking",
    manner: "command",
    roles: ["shipper", "driver", "facility", "admin"],
    members: fleet,
    scopes: ["shipments", "fleet", "facilities"],
    params,
    body: agentChangeSchema,
    responses: { 200: agentSchema },
    problems: ["agent-not-found", "policy-unfit", "rate-missing", "limit-missing"],
  },
} as const satisfies Record<string, Route>;
