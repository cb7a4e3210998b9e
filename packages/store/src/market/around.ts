import type { Position } from "@msafara/kernel";
import { type RawBuilder, sql } from "kysely";
import { cellsAround } from "./cells-around.ts";

/** Ranges of cells around a place as rows of a question, `first` and `last`. */
export function around(near: Position, radiusM: number): RawBuilder<unknown> {
  const ranges = cellsAround(near, radiusM);
  const firsts = ranges.map(({ first }) => first);
  const lasts = ranges.map(({ last }) => last);
  return sql`unnest(${firsts}::integer[], ${lasts}::integer[]) AS cells (first, last)`;
}
