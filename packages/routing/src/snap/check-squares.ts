import type { RoadSquares } from "./road-squares.ts";

/** Says in sentences what is wrong with the squares of a map of so many arcs. */
export function checkSquares(
  { square, first, passing }: RoadSquares,
  arcCount: number,
): readonly string[] {
  const isRising = square.every((number, i) => i === 0 || number > square[i - 1]!);
  const isWhole =
    first.length === square.length + 1 &&
    first[0] === 0 &&
    first.at(-1) === passing.length &&
    first.every((at, i) => i === 0 || at >= first[i - 1]!);
  const isOnMap = passing.every((arc) => arc < arcCount);
  return isRising && isWhole && isOnMap ? [] : ["Its squares do not fit its roads"];
}
