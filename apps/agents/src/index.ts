export { watchTurns } from "./watch-turns.ts";
export { type Host, hostAgents, type HostParts } from "./host-agents.ts";
