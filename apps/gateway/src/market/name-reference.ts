import type { Id } from "@msafara/kernel";

/** So many of an id's letters are luck: the last sixteen of twenty-six. */
const LUCK = 16;
const GROUP = 5;
const TRACKING_GROUP = 4;

/**
 * What people call a shipment or a driver: `SHP-7K2M9-Q4XTR`, fifty bits of the luck of its id. A name,
 * no secret, and the same wherever it is worked out.
 */
export function nameReference(word: "SHP" | "DRV", id: Id): string {
  return [word, ...groupsOf(id, 2, GROUP)].join("-");
}

/** The number of a label: sixty bits of luck, so that nobody finds another's by counting (R21). */
export function nameLabel(id: Id<"pkg">): string {
  return ["MSF", ...groupsOf(id, 3, TRACKING_GROUP)].join("-");
}

function groupsOf(id: Id, count: number, size: number): readonly string[] {
  const luck = id
    .slice(id.indexOf("_") + 1)
    .slice(-LUCK)
    .toUpperCase();
  return Array.from({ length: count }, (_, i) => luck.slice(i * size, (i + 1) * size));
}
