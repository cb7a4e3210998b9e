import type { Look } from "../desk.ts";
import { paint } from "./paint.ts";
import { clipped, lengthOf, printable } from "./printable.ts";

const GAP = "  ";

/** A column of a table. The first column names the row and is never shortened. */
export interface Column {
  readonly title: string;
  /** The fewest characters it may be shortened to; it is never shortened without. */
  readonly fluid?: number;
  readonly right?: boolean;
}

/** Rows of cells, as many in each as there are columns. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Lays a table into lines that fit. What is too wide is shortened where that may be; what is still
 * too wide gets two lines for each row, since half an address is none.
 */
export function layTable(table: Table, look: Pick<Look, "width" | "colours">): readonly string[] {
  const rows = table.rows.map((row) => row.map(printable));
  const clean = { columns: table.columns, rows };
  const widths = fit(clean, look.width);
  if (widths === undefined) return rows.flatMap((row) => foldRow(clean, { row, look }));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const width = widths[i] ?? 0;
        const shown = clipped(cell, width);
        const space = " ".repeat(width - lengthOf(shown));
        return table.columns[i]?.right === true ? space + shown : shown + space;
      })
      .join(GAP)
      .trimEnd();
  return [paint(line(table.columns.map(({ title }) => title)), look), ...rows.map(line)];
}

/** How wide each column may be; nothing when they do not fit beside one another. */
function fit({ columns, rows }: Table, width: number): readonly number[] | undefined {
  const widths = columns.map(({ title }, i) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[i] ?? ""))),
  );
  let excess = widths.reduce((sum, each) => sum + each, (columns.length - 1) * GAP.length) - width;
  // The widest gives first, so that a long text does not cost a short one its letters.
  while (excess > 0) {
    const widest = columns
      .map(({ fluid }, i) => ({ i, spare: fluid === undefined ? 0 : (widths[i] ?? 0) - fluid }))
      .filter(({ spare }) => spare > 0)
      .toSorted((one, other) => (widths[other.i] ?? 0) - (widths[one.i] ?? 0))[0];
    if (widest === undefined) return undefined;
    widths[widest.i] = (widths[widest.i] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/** The first cell on a line of its own, the others named below it. */
function foldRow(
  { columns }: Table,
  {
    row,
    look,
  }: { readonly row: readonly string[]; readonly look: Pick<Look, "width" | "colours"> },
): readonly string[] {
  const lines: string[] = [];
  for (const [i, cell] of row.entries()) {
    if (i === 0 || cell === "") continue;
    const part = `${columns[i]?.title.toLowerCase()} ${cell}`;
    const last = lines.at(-1);
    const joined = last === undefined ? undefined : `${last}, ${part}`;
    if (joined !== undefined && lengthOf(joined) <= look.width) lines[lines.length - 1] = joined;
    else lines.push(clipped(`  ${part}`, look.width));
  }
  return [paint(row[0] ?? "", look), ...lines];
}
