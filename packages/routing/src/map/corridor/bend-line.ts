import { crowFliesM, type Position } from "@msafara/kernel";
import type { Dice } from "../../tour/dice.ts";

/** Beyond this a road is no longer straight. */
const STRAIGHT_M = 4_000;
/** How far the middle of a piece moves aside, as a share of its length. */
const ASIDE = 0.16;

/** The points between two others, with bends within bends, as hills and rivers make them; never into water. */
export function bendLine(
  [from, to]: readonly [Position, Position],
  { dice, isDry }: { readonly dice: Dice; readonly isDry: (point: Position) => boolean },
): readonly Position[] {
  const meters = crowFliesM(from, to);
  if (meters < STRAIGHT_M) return [];
  const aside = (dice() * 2 - 1) * ASIDE;
  const straight = { lat: (from.lat + to.lat) / 2, lng: (from.lng + to.lng) / 2 };
  const bent = {
    lat: straight.lat + aside * (to.lng - from.lng),
    lng: straight.lng - aside * (to.lat - from.lat),
  };
  const middle = isDry(bent) ? bent : straight;
  return [
    ...bendLine([from, middle], { dice, isDry }),
    middle,
    ...bendLine([middle, to], { dice, isDry }),
  ];
}
