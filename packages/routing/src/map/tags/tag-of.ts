import type { Tags } from "../osm/element.ts";

/** Which way along a line of the map one drives. */
export type Direction = "forward" | "backward";

/** What a tag says of one direction: `maxspeed:forward` goes before `maxspeed`. */
export function tagOf(
  tags: Tags,
  { key, direction }: { readonly key: string; readonly direction: Direction },
): string | undefined {
  return tags[`${key}:${direction}`] ?? tags[key];
}
