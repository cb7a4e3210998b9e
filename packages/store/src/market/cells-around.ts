import type { Position } from "@msafara/kernel";

const PER_DEGREE = 4;
const COLUMNS = 360 * PER_DEGREE;
const ROWS = 180 * PER_DEGREE;
const M_PER_DEGREE = 111_195;
const RADIANS = Math.PI / 180;

/** Cells that lie side by side, from the first to the last. */
export interface CellRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The cells in which everything within a radius lies, as one range for each row of them, and two where
 * they reach over the date line. As `cell_of_v1` of the database counts them.
 */
export function cellsAround({ lat, lng }: Position, radiusM: number): readonly CellRange[] {
  const reach = radiusM / M_PER_DEGREE;
  const south = rowOf(Math.max(-90, lat - reach));
  const north = rowOf(Math.min(90, lat + reach));
  const [west, width] = columnsAround({ lat, lng }, reach);
  const rows = Array.from({ length: north - south + 1 }, (_, i) => (south + i) * COLUMNS);
  return rows.flatMap((row) => rangesOf(row, { west, width }));
}

/** Meridians come together: the same metres are more degrees in the north, and all of them at a pole. */
function columnsAround({ lat, lng }: Position, reach: number): readonly [number, number] {
  if (Math.abs(lat) + reach >= 89.5) return [0, COLUMNS];
  const sine = Math.sin(reach * RADIANS) / Math.cos(lat * RADIANS);
  if (sine >= 1) return [0, COLUMNS];
  const wide = Math.asin(sine) / RADIANS;
  const west = Math.floor((lng - wide + 180) * PER_DEGREE);
  const east = Math.floor((lng + wide + 180) * PER_DEGREE);
  const width = east - west + 1;
  return width >= COLUMNS ? [0, COLUMNS] : [(west + COLUMNS) % COLUMNS, width];
}

function rangesOf(
  row: number,
  { west, width }: { readonly west: number; readonly width: number },
): readonly CellRange[] {
  const east = west + width - 1;
  if (east < COLUMNS) return [{ first: row + west, last: row + east }];
  return [
    { first: row + west, last: row + COLUMNS - 1 },
    { first: row, last: row + east - COLUMNS },
  ];
}

function rowOf(lat: number): number {
  return Math.min(ROWS, Math.floor((lat + 90) * PER_DEGREE));
}
