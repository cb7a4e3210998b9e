import { assert, type Position } from "@msafara/kernel";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import { seededDice } from "../tour/dice.ts";
import { layArcs } from "./assembly/lay-arcs.ts";
import { mainlandOf } from "./assembly/mainland-of.ts";
import { searchable } from "./assembly/searchable.ts";
import { classLinks } from "./corridor/class-links.ts";
import { inGreatLake } from "./corridor/great-lakes.ts";
import { layLink, type LinkLaid } from "./corridor/lay-link.ts";
import { linkTowns } from "./corridor/link-towns.ts";
import type { Land } from "./corridor/read-lands.ts";
import type { Town } from "./corridor/read-towns.ts";
import { type Sketch, sketch } from "./corridor/sketch.ts";
import { townStreets } from "./corridor/town-streets.ts";
import type { Place, PlaceKind } from "./place.ts";
import type { RoadMap } from "./road-map.ts";

const SOURCE = "Generated roads, not surveyed: never drive by them. Places by GeoNames, CC BY 4.0";
/** How finely a straight line is looked at for water. */
const LOOKS = 24;
/** An atlas cuts capes and creeks away: so near to land, about four kilometres, a road finds some. */
const SHORE_DEGREES = 0.04;
const E7 = 10_000_000;
const CITY_PEOPLE = 100_000;
const TOWN_PEOPLE = 10_000;

/** What the map for newcomers is made of. */
export interface CorridorAsked {
  readonly seed: number;
  readonly towns: readonly Town[];
  readonly lands: readonly Land[];
  readonly version: string;
}

/**
 * Makes up a road map between real towns, for those who have none yet: classes by what would be driven,
 * detours, border posts, ferries where there is water. The same seed gives the same map. Every way says
 * that it is generated.
 */
export function generateCorridor({ seed, towns, lands, version }: CorridorAsked): RoadMap {
  assert(towns.length > 1, "a corridor joins towns");
  const dice = seededDice(seed);
  const countryAt = ({ lat, lng }: Position) => lands.find(({ holds }) => holds(lat, lng))?.country;
  const isDry = (point: Position) => countryAt(point) !== undefined && !inGreatLake(point);
  const isShore = (point: Position) => !inGreatLake(point) && around(point).some(countryAt);
  const links = linkTowns({ towns, wetShare: (from, to) => wetShare([from, to], isShore) });
  const classes = classLinks(towns, links);
  const drawing = sketch();
  const middles = towns.map((town) =>
    drawTown(drawing, { town, streets: townStreets(town, dice) }),
  );
  const laid = links.map((link, i) =>
    layLink(drawing, {
      link,
      linkClass: classes[i]!,
      number: i,
      towns,
      middles,
      dice,
      isDry,
      countryAt,
    }),
  );
  const arcs = layArcs(drawing.finish());
  const graph = buildRoadGraph({ ...arcs.list, turnRules: [], version });
  return {
    graph,
    ...searchable(graph),
    places: [...towns.map(placeOf), ...laid.flatMap(postOf)],
    conditions: [],
    notes: {
      source: SOURCE,
      restrictionsRead: 0,
      restrictionsUnused: {},
      conditionsUnknown: [],
      nodesMissing: 0,
      ...mainlandOf(graph),
    },
  };
}

function around({ lat, lng }: Position): readonly Position[] {
  const [north, south] = [lat + SHORE_DEGREES, lat - SHORE_DEGREES];
  const [east, west] = [lng + SHORE_DEGREES, lng - SHORE_DEGREES];
  return [
    { lat, lng },
    { lat: north, lng },
    { lat: south, lng },
    { lat, lng: east },
    { lat, lng: west },
  ];
}

function wetShare(
  [from, to]: readonly [Position, Position],
  isDry: (point: Position) => boolean,
): number {
  let wet = 0;
  for (let i = 1; i < LOOKS; i++) {
    const share = i / LOOKS;
    const lat = from.lat + share * (to.lat - from.lat);
    const lng = from.lng + share * (to.lng - from.lng);
    if (!isDry({ lat, lng })) wet++;
  }
  return wet / (LOOKS - 1);
}

/** Draws the streets of a town, and says which point is its middle. */
function drawTown(
  drawing: Sketch,
  { town, streets }: { readonly town: Town; readonly streets: ReturnType<typeof townStreets> },
): number {
  const points = streets.crossings.map((crossing) => drawing.point(crossing));
  for (const { crossings, tags } of streets.streets) {
    const lines = crossings.map(([from, to]) => [points[from]!, points[to]!]);
    drawing.way({ lines, tags, country: town.country });
  }
  return points[0]!;
}

function placeOf({ name, lat, lng, population }: Town): Place {
  return { kind: kindOf(population), name, aliases: [], ...e7({ lat, lng }), population };
}

function kindOf(population: number): PlaceKind {
  if (population >= CITY_PEOPLE) return "city";
  return population >= TOWN_PEOPLE ? "town" : "village";
}

function postOf({ post }: LinkLaid): readonly Place[] {
  if (post === undefined) return [];
  const { name, position } = post;
  return [{ kind: "border-post", name, aliases: [], ...e7(position), population: 0 }];
}

function e7({ lat, lng }: Position) {
  return { lat: Math.round(lat * E7), lng: Math.round(lng * E7) };
}
