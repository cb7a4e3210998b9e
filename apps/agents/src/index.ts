export { type Host, hostAgents, type HostParts } from "./host-agents.ts";
