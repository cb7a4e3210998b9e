export { assert, Bug, unreachable } from "./assert.ts";
export { Fault } from "./fault.ts";
export { crowFliesM, type Position } from "./geo.ts";
export type { Id } from "./id.ts";
export { fromIso, type Instant, toIso } from "./instant.ts";
export { addMoney, money, type Money } from "./money.ts";
export { realWorld } from "./real-world.ts";
export { isRefusal, refuse, type Refusal } from "./refusal.ts";
export type { World } from "./world.ts";
