import type { Row } from "./row.ts";

const QUESTION_WIDTH = 66;

/** Prints one line a question: the median, min and max, the target and the verdict. */
export function printRows(rows: readonly Row[]): void {
  console.log(
    [
      "question".padEnd(QUESTION_WIDTH),
      "median".padStart(10),
      "min".padStart(10),
      "max".padStart(10),
      " unit".padEnd(14),
      "target".padEnd(9),
      "verdict",
    ].join(" "),
  );
  for (const row of rows) console.log(lineOf(row));
}

function lineOf({ question, figure, unit, target, verdict, note }: Row): string {
  const line = [
    question.padEnd(QUESTION_WIDTH),
    shown(figure.median).padStart(10),
    shown(figure.min).padStart(10),
    shown(figure.max).padStart(10),
    ` ${unit}`.padEnd(14),
    targetOf(target).padEnd(9),
    verdict,
  ].join(" ");
  return note === undefined ? line : `${line}\n    ${note}`;
}

function targetOf(target: Row["target"]): string {
  if (target === undefined) return "";
  return "atLeast" in target ? `>= ${shown(target.atLeast)}` : `<= ${shown(target.atMost)}`;
}

/** Three digits that mean something, and no more. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return "?";
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString("en-US");
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
