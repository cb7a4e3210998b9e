import type { FoundPlace } from "@msafara/domain";
import type { Position } from "@msafara/kernel";
import { listOf, positionOf, recordOf, textOf, wordsOf } from "./record-of.ts";

const NAME_LETTERS_MAX = 250;

/** What may be meant by a name. */
export interface PlacesRead {
  readonly places: readonly FoundPlace[];
}

/** What is at a point; empty where he knows of nothing. */
export interface HereRead {
  readonly name?: string;
  readonly road?: NamedRead;
  readonly place?: NamedRead;
}

interface NamedRead {
  readonly name: string;
  readonly position: Position;
}

type Json = Readonly<Record<string, unknown>>;

const STREETS: readonly string[] = ["route", "intersection"];
const ADDRESSES: readonly string[] = ["street_address", "premise", "subpremise"];
/** From what is near to what is far about a point. */
const PLACES: readonly string[] = ["neighborhood", "sublocality", "locality"];

/** How sure he is of a position, by his own word for it. */
const SURE: Readonly<Record<string, number>> = {
  ROOFTOP: 1,
  RANGE_INTERPOLATED: 0.9,
  GEOMETRIC_CENTER: 0.8,
  APPROXIMATE: 0.7,
};
const PARTIAL_SHARE = 0.6;
const NEXT_SHARE = 0.95;

/** The places in an answer of his, in his order, which is by likelihood. */
export function readPlaces(body: Json): PlacesRead {
  let scoreMax = 1;
  const places = resultsIn(body).map((result): FoundPlace => {
    const score = Math.min(scoreMax, scoreOf(result));
    scoreMax = score * NEXT_SHARE;
    return { kind: kindOf(result), name: result.name, position: result.position, score };
  });
  return { places };
}

/** What he says of the surroundings of a point: its road and its part of town, and both as one name. */
export function readHere(body: Json): HereRead {
  const results = resultsIn(body);
  const [first] = results;
  if (first === undefined) return {};
  const street = results.find(({ types }) => types.includes("route"));
  const area = results.find(({ types }) => PLACES.some((type) => types.includes(type)));
  const roadName = street && componentOf(street, ["route"]);
  const placeName = area && componentOf(area, PLACES);
  const name = [roadName, placeName].filter((it) => it !== undefined).join(", ");
  return {
    name: name === "" ? first.name : name,
    ...(street && { road: { name: roadName ?? street.name, position: street.position } }),
    ...(area && { place: { name: placeName ?? area.name, position: area.position } }),
  };
}

interface Result {
  readonly name: string;
  readonly position: Position;
  readonly types: readonly unknown[];
  readonly sure: number;
  readonly isPartial: boolean;
  readonly components: readonly Json[];
}

function resultsIn(body: Json): readonly Result[] {
  return listOf(body["results"] ?? [], "results").map((it) => {
    const result = recordOf(it, "result");
    const geometry = recordOf(result["geometry"], "geometry");
    const components = listOf(result["address_components"], "address");
    return {
      name: wordsOf(result["formatted_address"], "address", NAME_LETTERS_MAX),
      position: positionOf(geometry["location"], "location"),
      types: listOf(result["types"], "types"),
      sure: SURE[textOf(geometry["location_type"], "location")] ?? 0.5,
      isPartial: result["partial_match"] === true,
      components: components.map((component) => recordOf(component, "address")),
    };
  });
}

function kindOf({ types }: Result): FoundPlace["kind"] {
  if (types.some((type) => ADDRESSES.some((it) => it === type))) return "address";
  return types.some((type) => STREETS.some((it) => it === type)) ? "street" : "place";
}

function scoreOf({ sure, isPartial }: Result): number {
  return isPartial ? sure * PARTIAL_SHARE : sure;
}

/** The first part of an address that is of such a kind. */
function componentOf({ components }: Result, types: readonly string[]): string | undefined {
  const component = components.find((it) => {
    const own = listOf(it["types"], "address");
    return own.some((type) => types.some((wanted) => wanted === type));
  });
  return component && wordsOf(component["long_name"], "address", NAME_LETTERS_MAX / 2);
}
