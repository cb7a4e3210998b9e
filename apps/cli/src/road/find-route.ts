import {
  type Drive,
  openGeocoder,
  openRoads,
  openRouter,
  polylineOf,
  type RoadLanguage,
  type Route,
  type RouteAnswer,
  sayObstacle,
  sayStep,
} from "@msafara/routing";
import { openMapShelf } from "@msafara/routing/shelf";
import {
  type Command,
  done,
  failed,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { putIn } from "../market/happening-words.ts";
import { jsonLines } from "../page/json-lines.ts";
import { paint } from "../page/paint.ts";
import { printable } from "../page/printable.ts";
import { textValue } from "../words/values.ts";
import { ROAD_WORDS, type RoadWords } from "./road-words.ts";
import { type Named, PLACE, PLACE_NOTE, placeNamed } from "./place-named.ts";
import { sayNoRoad, sayNoWay } from "./say-no-way.ts";
import { driveAsked, languageAsked, ROUTE_OPTIONS } from "./route-words.ts";

const CM_PER_KM = 100_000;
const DS_PER_MINUTE = 600;

/** Finds a way on the roads of this checkout, and tells it to a driver (U100). */
export const findRoute: Command = {
  name: "route",
  summary: "Find the way from one place to another, for a vehicle",
  notes: [
    PLACE_NOTE,
    'Ways are found on the map that "map import" read; before the first one, on generated roads ' +
      "between the real towns of East Africa, which nobody may drive by.",
    'What it takes is told of driving on free roads alone. "eta" counts junctions, borders and the ' +
      "hour, too, and foretells when one arrives.",
  ],
  positionals: [{ value: textValue("from", PLACE) }, { value: textValue("to", PLACE) }],
  options: { ...ROUTE_OPTIONS, json: JSON_OPTION },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const { positionals, flags } = request;
  const isJson = flags.has("json");
  const { stateFolder, look } = desk;
  const map = await openMapShelf(stateFolder, isJson ? () => undefined : desk.say).open();
  const geocoder = openGeocoder(map);
  const places: Named[] = [];
  for (const text of positionals) {
    const place = placeNamed(geocoder, text);
    if (typeof place === "string") return failed(place);
    places.push(place);
  }
  const drive = driveAsked(request);
  const language = languageAsked(request);
  const answer = openRouter(openRoads(map), drive).route({
    stops: places.map(({ position }) => ({ position })),
    alternatives: flags.has("alternatives"),
  });
  if (!("routes" in answer)) return failed(whyNoRoute(answer, { places, drive, language }));
  const { source } = map.notes;
  const words = ROAD_WORDS[language];
  if (isJson) {
    const routes = answer.routes.map((route) => shapeOf(route, language));
    return done(jsonLines({ places, map: map.graph.version, source, routes }));
  }
  const [best, ...others] = answer.routes;
  const head = places.map(({ name }) => name).join(" – ");
  return done([
    paint(printable(`${head}, ${words.kinds[drive.vehicle.kind]}: ${sizeOf(best, words)}`), look),
    ...stepLines(best, language).map(printable),
    ...others.map((route) => printable(putIn(words.otherWay, { way: byWay(route, words) }))),
    "",
    putIn(words.map, { source: source.replace(ROAD_WORDS.en.generated, words.generated) }),
  ]);
}

interface Asked {
  readonly places: readonly Named[];
  readonly drive: Drive;
  readonly language: RoadLanguage;
}

type NoRoute = Exclude<RouteAnswer, { readonly routes: unknown }>;

/** Says in one sentence why a router finds no way. */
export function whyNoRoute(answer: NoRoute, { places, drive, language }: Asked): string {
  const stop = places[answer.stop]?.name ?? "";
  if (!("obstacles" in answer)) {
    return sayNoRoad({ stop, withinM: answer.facts["withinM"] }, language);
  }
  const { kind } = drive.vehicle;
  const said = answer.obstacles.map((obstacle) => sayObstacle(obstacle, { kind, language }));
  return sayNoWay({ stop, kind, why: answer.why, said }, language);
}

function sizeOf({ distanceCm, durationDs }: Route, words: RoadWords): string {
  const minutes = Math.round(durationDs / DS_PER_MINUTE);
  const time = putIn(minutes < 60 ? words.minutes : words.hours, {
    hours: String(Math.floor(minutes / 60)),
    minutes: String(minutes % 60),
  });
  return putIn(words.atWheel, { km: (distanceCm / CM_PER_KM).toFixed(1), time });
}

/** The road that one is longest on tells a way from another. */
function byWay(route: Route, words: RoadWords): string {
  const named = route.legs
    .flatMap(({ steps }) => steps)
    .filter(({ name, ref }) => name + ref !== "");
  const [longest] = named.toSorted((one, other) => other.distanceCm - one.distanceCm);
  const way = sizeOf(route, words);
  if (longest === undefined) return way;
  return putIn(words.byRoad, { way, road: longest.name || longest.ref });
}

function stepLines({ legs }: Route, language: RoadLanguage): readonly string[] {
  return legs.flatMap(({ steps }) =>
    steps.map((step) => {
      const km = step.maneuver === "arrive" ? "" : `${(step.distanceCm / CM_PER_KM).toFixed(1)} km`;
      return `${km.padStart(9)}  ${sayStep(step, language)}`;
    }),
  );
}

/**
 * A route for programs: whole numbers in their units, and the line as a polyline. What the API calls `durationS`
 * lasts until one arrives; this is less, and has another name.
 */
function shapeOf({ distanceCm, durationDs, line, legs }: Route, language: RoadLanguage) {
  return {
    distanceM: Math.round(distanceCm / 100),
    drivingS: Math.round(durationDs / 10),
    polyline: polylineOf(line),
    steps: legs.flatMap(({ steps }) =>
      steps.map((step) => ({
        maneuver: step.maneuver,
        says: sayStep(step, language),
        name: step.name,
        ref: step.ref,
        lat: step.at.lat / 1e7,
        lng: step.at.lng / 1e7,
        distanceM: Math.round(step.distanceCm / 100),
        drivingS: Math.round(step.durationDs / 10),
      })),
    ),
  };
}
