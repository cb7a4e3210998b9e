/** Where an agent is reached: `driver/drv_01JX…`. */
export type Address = `${string}/${string}`;

/** How many shares the addresses of a cluster are dealt into. Never changes once a cluster has rows. */
export const PARTITIONS = 1_024;

/** Puts an address together. */
export function addressOf(role: string, id: string): Address {
  return `${role}/${id}`;
}

/** The role that plays an address. */
export function roleOf(address: Address): string {
  return address.slice(0, address.indexOf("/"));
}

/** The id within the role. */
export function idOf(address: Address): string {
  return address.slice(address.indexOf("/") + 1);
}

/** Which partition an address falls into: the same on every machine and for good. */
export function partitionOf(address: Address): number {
  return scatter(address) % PARTITIONS;
}

/** Which of a node's connections an address belongs to; drawn from other bits than the partition. */
export function laneOf(address: Address, lanes: number): number {
  return Math.floor(scatter(address) / PARTITIONS) % lanes;
}

/** FNV-1a with a final mix: short ids that differ in one letter still land far apart. */
export function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
