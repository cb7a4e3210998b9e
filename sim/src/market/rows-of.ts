import type { MemoryDatabase } from "@msafara/runtime/memory";

/** The rows of a view, as a screen would show them. */
export function rowsOf<Row>({ tables }: MemoryDatabase, view: string): readonly Row[] {
  const rows = [...(tables.views.get(view)?.values() ?? [])];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The name of a view says what its rows are.
  return rows.flatMap(({ row }) => (row === null ? [] : [row as Row]));
}
