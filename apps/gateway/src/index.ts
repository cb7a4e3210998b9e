export { buildGateway, type GatewayParts } from "./build-gateway.ts";
export type { NodeVitals, Placement, Vitals } from "./vitals.ts";
