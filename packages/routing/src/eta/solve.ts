import { assert } from "@msafara/kernel";

/** Solves as many equations as unknowns: rows of coefficients, each with its right side behind them. */
export function solve(equations: readonly (readonly number[])[]): readonly number[] {
  const rows = equations.map((row) => [...row]);
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++) {
      if (Math.abs(rows[row]![at]!) > Math.abs(rows[pivot]![at]!)) pivot = row;
    }
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    const lead = rows[at]![at]!;
    assert(lead !== 0, "a prior keeps every unknown apart from the others");
    for (let row = 0; row < size; row++) {
      if (row === at) continue;
      const times = rows[row]![at]! / lead;
      for (let column = at; column <= size; column++) {
        rows[row]![column]! -= times * rows[at]![column]!;
      }
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}
