export { buildGateway, type GatewayParts } from "./build-gateway.ts";
export { listen } from "./listen.ts";
export { isReady, lookAtVitals } from "./look-at-vitals.ts";
export { openLog } from "./open-log.ts";
export { readPlacement } from "./read-placement.ts";
export { untilTold } from "./until-told.ts";
export { version } from "./version.ts";
export type { NodeVitals, Placement, Vitals } from "./vitals.ts";
