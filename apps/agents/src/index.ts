export { watchTurns } from "./watch-turns.ts";
export { type Host, hostAgents, type HostParts } from "./host-agents.ts";
export { readPaymentLuck } from "./read-payment-luck.ts";
export { type MarketCast, marketHost, type MarketParts, type VendorKind } from "./market-host.ts";
export { hostRoads, type RoadsParts } from "./roads/host-roads.ts";
export { type RoadsConfig, roadsConfigOf, roadsEnvironment } from "./roads/roads-environment.ts";
