import type { Position } from "@msafara/kernel";
import type { Dice } from "../../tour/dice.ts";
import type { Tags } from "../osm/element.ts";
import type { Town } from "./read-towns.ts";

/** A street of a generated town: points, as places in `crossings`, and what is written on it. */
export interface TownStreets {
  /** The first is the middle of the town, where the roads from outside arrive. */
  readonly crossings: readonly Position[];
  readonly streets: readonly {
    readonly crossings: readonly (readonly [from: number, to: number])[];
    readonly tags: Tags;
  }[];
}

const BLOCK_DEGREES = 0.0035;
const SIDES: readonly (readonly [people: number, side: number])[] = [
  [1_000_000, 11],
  [200_000, 7],
  [50_000, 5],
  [10_000, 3],
];
const EAST_WEST = [
  "Uhuru Street",
  "Market Street",
  "Soko Street",
  "Harambee Avenue",
  "Mosque Road",
  "Hospital Road",
  "Bandari Road",
  "Umoja Street",
  "Msafara Road",
  "Kilimo Road",
  "Amani Street",
];
const NORTH_SOUTH = [
  "Station Road",
  "Nyerere Road",
  "Church Road",
  "Viwanda Road",
  "School Lane",
  "Posta Street",
  "Shamba Lane",
  "Mlima Road",
  "Mto Lane",
  "Ziwa Road",
  "Godown Road",
];

/** A grid of streets, the larger the more people live there. A village is one crossing. */
export function townStreets({ lat, lng, population }: Town, dice: Dice): TownStreets {
  const side = SIDES.find(([people]) => population >= people)?.[1] ?? 1;
  const half = side >> 1;
  const cells = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);
  const positions = cells.map(([y = 0, x = 0]) => {
    const shake = () => (dice() - 0.5) * 0.2;
    const still = y === half && x === half;
    const [dy, dx] = still ? [0, 0] : [y - half + shake(), x - half + shake()];
    return { lat: lat + dy * BLOCK_DEGREES, lng: lng + dx * BLOCK_DEGREES };
  });
  // The middle and the first change places.
  const middle = half * side + half;
  const placeOf = (cell: number) => {
    if (cell === middle) return 0;
    return cell === 0 ? middle : cell;
  };
  const crossings = positions.map((_, place) => positions[placeOf(place)]!);
  const lanes = Array.from({ length: side > 1 ? side : 0 }, (_, lane) => lane);
  const streets = lanes.flatMap((lane) => [
    street({ name: EAST_WEST[lane]!, isMain: lane === half }, (i) => placeOf(lane * side + i)),
    street({ name: NORTH_SOUTH[lane]!, isMain: lane === half }, (i) => placeOf(i * side + lane)),
  ]);
  return { crossings, streets };

  function street(
    { name, isMain }: { readonly name: string; readonly isMain: boolean },
    at: (i: number) => number,
  ) {
    const steps = Array.from({ length: side - 1 }, (_, i) => [at(i), at(i + 1)] as const);
    return { crossings: steps, tags: { highway: isMain ? "secondary" : "residential", name } };
  }
}
