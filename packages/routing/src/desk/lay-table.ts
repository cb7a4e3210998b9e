import type { Position } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import { strongParts } from "../graph/strong-parts.ts";
import { turnMetric } from "../graph/turn-metric.ts";
import { fewestObstacles } from "../route/fewest-obstacles.ts";
import { questionOf } from "../route/find-way.ts";
import { openMainland } from "../route/open-router.ts";
import type { Roads } from "../route/roads.ts";
import { type Tariff, turnLawOf } from "../route/tariff.ts";
import type { Phantom } from "../snap/phantom.ts";
import { costTable, type CostTable, type TableAsked } from "./cost-table.ts";

/** Where something is, and where it meets a road. */
export interface Standing {
  readonly position: Position;
  readonly place: Phantom;
}

/** The tables of what is asked, of places that are known by their positions too. */
export interface TableLaid extends Omit<TableAsked, "from" | "to"> {
  readonly from: readonly Standing[];
  readonly to: readonly Standing[];
}

/**
 * How far and how long each best way is, as routes tell it: whoever stands on an island of the map is met on the mainland
 * close by. Where a limit makes the island no way leads, since a route names the limit instead.
 */
export function layTable(roads: Roads, asked: TableLaid): CostTable {
  const placeOf = ({ place }: Standing) => place;
  const table = costTable(roads, {
    ...asked,
    from: asked.from.map(placeOf),
    to: asked.to.map(placeOf),
  });
  if (table.distanceCm.some((cell) => cell >= NEVER)) bridge(roads, asked, table);
  return table;
}

interface Moved {
  readonly number: number;
  readonly stood: Phantom;
  readonly place: Phantom;
}

/** Asks once more from the mainland for each cell that is empty. */
function bridge(roads: Roads, asked: TableLaid, table: CostTable): void {
  const width = asked.to.length;
  const isEmpty = (row: number, column: number) => table.distanceCm[row * width + column]! >= NEVER;
  const toMainland = openMainland(roads, asked.tariff.cost);
  const move = (all: readonly Standing[], isOdd: (number: number) => boolean): readonly Moved[] =>
    all.flatMap(({ position, place: stood }, number) => {
      const place = isOdd(number) ? toMainland(stood, { position }) : undefined;
      return place === undefined ? [] : [{ number, stood, place }];
    });
  const from = move(asked.from, (row) => asked.to.some((_, column) => isEmpty(row, column)));
  const to = move(asked.to, (column) => asked.from.some((_, row) => isEmpty(row, column)));
  if (![...from, ...to].some(({ stood, place }) => stood !== place)) return;
  const other = costTable(roads, {
    ...asked,
    from: from.map(({ place }) => place),
    to: to.map(({ place }) => place),
  });
  const isHeld = openLimits(roads, asked.tariff);
  for (const [i, start] of from.entries()) {
    for (const [j, end] of to.entries()) {
      const cell = i * to.length + j;
      const isFound = other.distanceCm[cell]! < NEVER;
      if (!isFound || !isEmpty(start.number, end.number) || isHeld(start.stood, end.stood))
        continue;
      const at = start.number * width + end.number;
      table.distanceCm[at] = other.distanceCm[cell]!;
      table.durationDs[at] = other.durationDs[cell]!;
    }
  }
}

/** Whether only limits and closures keep somebody from driving there; looked up once for each two parts of the map. */
function openLimits(roads: Roads, { drive }: Tariff): (from: Phantom, to: Phantom) => boolean {
  const { expanded, graph } = roads;
  const known = new Map<string, boolean>();
  const hindered = new Uint8Array(graph.arcCount);
  let laid: { readonly turns: Int32Array; readonly part: Int32Array } | undefined;
  const lay = () => {
    const turns = turnMetric(expanded, new Int32Array(graph.arcCount), turnLawOf(graph, drive));
    return { turns, part: strongParts(expanded, turns).part };
  };
  return (from, to) => {
    laid ??= lay();
    const { turns, part } = laid;
    const ends = questionOf(roads, { cost: turns }, { from, to });
    const [starts, goals] = [ends.from, ends.to].map((seeds) =>
      seeds.map(({ node }) => part[node]!),
    );
    const key = `${starts!.join()} ${goals!.join()}`;
    const found =
      known.get(key) ??
      fewestObstacles(roads, { asked: { from, to }, hindered, turns }) !== undefined;
    known.set(key, found);
    return found;
  };
}
