export { type Address, addressOf, idOf, laneOf, PARTITIONS, partitionOf, roleOf, scatter } from "./address.ts";
export { type Body, decode, encode, type Json } from "./body.ts";
export { type Limits, LIMITS } from "./limits.ts";
export type * from "./ports/batch.ts";
export type * from "./ports/bus.ts";
export { CommitFault } from "./ports/journal.ts";
export type * from "./ports/journal.ts";
export type * from "./ports/vendor.ts";
export type { Around, Consequence, Given, Role } from "./role.ts";
