import { readFile } from "node:fs/promises";
import { assert, fromIso, type Instant, isRefusal } from "@msafara/kernel";
import {
  type Chain,
  findBackhauls,
  type Geocoder,
  openGeocoder,
  openLoadBoard,
  openRoads,
  openRouter,
  openTariff,
  priceChain,
  type RoadMap,
  type TruckOnItsWay,
} from "@msafara/routing";
import { openMapShelf } from "@msafara/routing/shelf";
import {
  type Command,
  done,
  failed,
  JSON_OPTION,
  type Option,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { dayAndTime } from "../page/local-time.ts";
import { printable } from "../page/printable.ts";
import { showSpan } from "../words/span.ts";
import { amountValue, INSTANT, textValue } from "../words/values.ts";
import { drawLoads } from "./draw-loads.ts";
import { whyNoRoute } from "./find-route.ts";
import { openPinboard } from "./open-pinboard.ts";
import { HOURS_OPTION, hoursNamed } from "./hours-named.ts";
import { type Named, PLACE, PLACE_NOTE, placeNamed } from "./place-named.ts";
import { readLoads, type WrittenLoad } from "./read-loads.ts";
import { driveAsked, ROUTE_OPTIONS } from "./route-words.ts";
import { sayNoRoad } from "./say-no-way.ts";
import { sayUnreadable } from "./say-unreadable.ts";

/** What a kilometre and an hour cost where nobody says otherwise, in cents. */
const COSTS = { perKm: 6_000, perHour: 80_000 };
const CENTS = 100;
const M_PER_KM = 1_000;
const CM_PER_M = 100;
const DS_PER_S = 10;
const DS_PER_MINUTE = 600;
const MS_PER_S = 1_000;
const KG_PER_T = 1_000;
const ROOM_T = { motorcycle: 0.1, car: 0.4, van: 1.2, truck: 10 };
const DRAWN = 200;
const MOST = 5;
const CHAIN = 2;

const SHAPE = ["vehicle", "height", "width", "length", "weight", "hazard", "avoid"];
const OPTIONS: Readonly<Record<string, Option>> = {
  loads: {
    value: textValue("FILE", "the path of a list of loads in JSON"),
    says: `The open loads (${DRAWN} made-up ones unless said)`,
  },
  room: {
    value: amountValue("T", "7.5"),
    says: `What room it has, in tonnes (a truck ${ROOM_T.truck} unless said)`,
  },
  depart: { value: INSTANT, says: "When it sets out (now unless said)" },
  hours: HOURS_OPTION,
  ...Object.fromEntries(Object.entries(ROUTE_OPTIONS).filter(([name]) => SHAPE.includes(name))),
  json: JSON_OPTION,
};

/** Finds cargo for a truck that drives anyway, on the roads of this checkout (U104). */
export const findReturnCargo: Command = {
  name: "backhaul",
  summary: "Find open loads that pay a truck for the detour, on a way that it drives anyway",
  notes: [
    PLACE_NOTE,
    `The detour is exact; a kilometre of it costs ${COSTS.perKm / CENTS} KES, an hour ` +
      `${COSTS.perHour / CENTS} KES. Two loads may be hauled one after the other.`,
    'A load in the file: {"id": "Tea 17", "pickup": "Kericho", "drop": "-4.04,39.66", ' +
      '"payKes": 45000, "weightKg": 8000}, and if they are known "pickupHours" and "dropHours", two instants each.',
  ],
  positionals: [{ value: textValue("from", PLACE) }, { value: textValue("to", PLACE) }],
  options: OPTIONS,
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const { positionals, flags, options } = request;
  const say = flags.has("json") ? () => undefined : desk.say;
  const map = await openMapShelf(desk.stateFolder, say).open();
  const geocoder = openGeocoder(map);
  const ends: Named[] = [];
  for (const text of positionals) {
    const place = placeNamed(geocoder, text);
    if (typeof place === "string") return failed(place);
    ends.push(place);
  }
  const path = options["loads"];
  const loads = path === undefined ? drawLoads(map.places, DRAWN) : await loadsIn(path, geocoder);
  if (typeof loads === "string") return failed(loads);
  const departAt: Instant = fromIso(options["depart"] ?? "") ?? desk.world.now();
  const found = search(map, { request, ends, loads, departAt });
  return typeof found === "string" ? failed(found) : tell(found, { request, desk, map });
}

async function loadsIn(path: string, geocoder: Geocoder): Promise<readonly WrittenLoad[] | string> {
  try {
    return readLoads(await readFile(path, "utf8"), geocoder);
  } catch (error) {
    return sayUnreadable(path, error);
  }
}

interface Asked {
  readonly request: Request;
  readonly ends: readonly Named[];
  readonly loads: readonly WrittenLoad[];
  readonly departAt: Instant;
}

interface Found extends Asked {
  readonly chains: readonly Chain[];
  /** How many lie off the roads that this vehicle may drive. */
  readonly strays: number;
}

function search(map: RoadMap, asked: Asked): Found | string {
  const { request, ends, loads, departAt } = asked;
  const drive = driveAsked(request);
  const roads = openRoads(map);
  const tariff = openTariff(roads, drive);
  const pinboard = openPinboard(roads, { tariff, zeroAt: departAt });
  const [start, goal] = ends;
  assert(start !== undefined && goal !== undefined, "a way has two ends");
  const [from, to] = [pinboard.place(start.position), pinboard.place(goal.position)];
  if (isRefusal(from)) return sayNoRoad({ stop: start.name, withinM: from.facts["withinM"] });
  if (isRefusal(to)) return sayNoRoad({ stop: goal.name, withinM: to.facts["withinM"] });
  const pinned = pinboard.pin(loads);
  const board = openLoadBoard(roads, tariff, pinned);
  const room = [Number(request.options["room"] ?? ROOM_T[drive.vehicle.kind]) * KG_PER_T];
  const hours = hoursNamed(request.options["hours"], departAt);
  const way = { from, to, zeroAt: departAt, leavesMs: 0 };
  const truck: TruckOnItsWay = { ...way, room, costs: COSTS, ...hours };
  if (isRefusal(priceChain(board, truck, []))) {
    const stops = ends.map(({ position }) => ({ position }));
    const answer = openRouter(roads, drive).route({ stops });
    if (!("routes" in answer)) return whyNoRoute(answer, { places: ends, drive, language: "en" });
  }
  const chains = findBackhauls(board, truck, { most: MOST, chainMost: CHAIN });
  return { ...asked, chains, strays: loads.length - pinned.length };
}

interface Telling {
  readonly request: Request;
  readonly desk: Desk;
  readonly map: RoadMap;
}

function tell(found: Found, { request, desk, map }: Telling): Outcome {
  const { chains, ends, loads, strays, departAt } = found;
  const { source } = map.notes;
  const isDrawn = request.options["loads"] === undefined;
  if (request.flags.has("json")) {
    const backhauls = chains.map((chain) => shapeOf(chain, departAt));
    return done(jsonLines({ ends, source, loads: loads.length, isDrawn, strays, backhauls }));
  }
  const { zone } = desk.look;
  const names = ends.map(({ name }) => name).join(" – ");
  return done([
    printable(`${names}: ${headOf(found)}`),
    ...chains.flatMap((chain) => linesOf(chain, { ...found, zone })).map(printable),
    "",
    `Loads: ${loads.length}${isDrawn ? ", made up: nobody has them" : ""}`,
    ...(strays === 0 ? [] : [`Off the roads: ${strays}`]),
    `Map: ${source}`,
  ]);
}

function headOf({ loads, chains }: Found): string {
  if (loads.length === 0) return "the list of loads is empty";
  return chains.length === 0 ? "no load pays for its detour" : "best first";
}

function linesOf(
  { loadIds, payCents, profitCents, detourCm, detourDs, arrivesMs, pauses }: Chain,
  { loads, departAt, zone }: Found & { readonly zone: string },
): readonly string[] {
  const km = (detourCm / CM_PER_M / M_PER_KM).toFixed(1);
  const minutes = Math.round(detourDs / DS_PER_MINUTE);
  const at = dayAndTime(Math.round(departAt + arrivesMs), zone);
  const restMs = pauses.reduce((sum, { ms }) => sum + ms, 0);
  const rest = restMs === 0 ? "" : ` after ${showSpan(restMs)} of rest`;
  const hauls = loadIds.map((id) => {
    const load = loads.find((each) => each.id === id);
    return `  ${id}, ${load?.weightKg} kg: ${load?.pickup.name} – ${load?.drop.name}`;
  });
  return [
    `${kes(profitCents)} gained of ${kes(payCents)}: ${km} km and ${minutes} min more, arrives ${at}${rest}`,
    ...hauls,
  ];
}

function kes(cents: number): string {
  return `${Math.round(cents / CENTS).toLocaleString("en")} KES`;
}

/** For programs: whole numbers in their units. */
function shapeOf(chain: Chain, departAt: Instant) {
  const { loadIds, payCents, profitCents, detourCm, detourDs, startsMs, arrivesMs, pauses } = chain;
  return {
    loadIds,
    payCents,
    profitCents: Math.round(profitCents),
    detourM: Math.round(detourCm / CM_PER_M),
    detourS: Math.round(detourDs / DS_PER_S),
    callsAt: startsMs.map((ms) => Math.round(departAt + ms)),
    arriveAt: Math.round(departAt + arrivesMs),
    restS: Math.round(pauses.reduce((sum, { ms }) => sum + ms, 0) / MS_PER_S),
  };
}
