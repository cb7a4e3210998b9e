/** A page of a list, and the last row of it if there are more behind. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly last: Row | undefined;
}

/** Cuts a page out of what was read: one row more than fits tells whether there is a next page. */
export function cutPage<Row>(found: readonly Row[], limit: number): Page<Row> {
  const rows = found.slice(0, limit);
  return { rows, last: found.length > limit ? rows.at(-1) : undefined };
}
