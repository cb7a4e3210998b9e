import type { Tags } from "../osm/element.ts";
import { readConditional } from "./conditional.ts";
import { readSpeedKmh } from "./read-speed-kmh.ts";
import { type Direction, tagOf } from "./tag-of.ts";
import { weightAbove } from "./weight-above.ts";

/** Whoever weighs more is a lorry to most laws; a sign for those above 12 t, say, speaks to some lorries alone. */
const LORRY_TEN_KG = 750;

/** What a sign for lorries alone lets them drive, in tenths of a km/h; 0 where none speaks to them. */
export function lorrySpeedOf(tags: Tags, direction: Direction): number {
  const said = ["maxspeed:hgv", "maxspeed:goods"].map((key) => tagOf(tags, { key, direction }));
  const heavy = readConditional(tagOf(tags, { key: "maxspeed:conditional", direction }) ?? "")
    .filter(({ when }) => isForLorries(when))
    .map(({ value }) => value);
  const limits = [...said, ...heavy].flatMap((text) => readSpeedKmh(text ?? "") ?? []);
  return limits.length === 0 ? 0 : Math.max(10, Math.round(Math.min(...limits) * 10));
}

function isForLorries(when: string): boolean {
  const weight = weightAbove(when);
  return weight !== undefined && weight <= LORRY_TEN_KG;
}
