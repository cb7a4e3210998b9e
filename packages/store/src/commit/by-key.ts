import { type Address, partitionOf } from "@msafara/runtime";

/** A row with where it goes. */
export interface Placed<Row> {
  readonly row: Row;
  readonly partition: number;
  readonly address: Address;
}

/**
 * Rows in the order of their key, which every node shares: two nodes that write the same rows take
 * their locks in the same order. Rows of one address stay in the order given.
 */
export function byAddress<Row>(
  rows: readonly Row[],
  addressOf: (row: Row) => Address,
): readonly Placed<Row>[] {
  if (rows.length === 0) return NONE;
  const placed = rows.map((row) => {
    const address = addressOf(row);
    return { row, address, partition: partitionOf(address) };
  });
  return sorted(
    placed,
    (one, other) => one.partition - other.partition || order(one.address, other.address),
  );
}

const NONE: readonly never[] = [];

/** Most batches of a quiet hour hold one row of a kind; a sort would not know that it is done. */
function sorted<Row>(
  rows: readonly Row[],
  compare: (one: Row, other: Row) => number,
): readonly Row[] {
  return rows.length > 1 ? rows.toSorted(compare) : rows;
}

/** Rows in the order of two texts. */
export function byTexts<Row>(
  rows: readonly Row[],
  firstOf: (row: Row) => string,
  secondOf: (row: Row) => string,
): readonly Row[] {
  return sorted(
    rows,
    (one, other) => order(firstOf(one), firstOf(other)) || order(secondOf(one), secondOf(other)),
  );
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
