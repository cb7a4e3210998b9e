import { fromIso, type Instant, isRefusal } from "@msafara/kernel";
import { hireRoads, openGeocoder, type RoadsPool, VEHICLE_KINDS } from "@msafara/routing";
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
import { jsonLines } from "../page/json-lines.ts";
import { dayAndTime } from "../page/local-time.ts";
import { printable } from "../page/printable.ts";
import { INSTANT, textValue, type Value } from "../words/values.ts";
import { type Named, PLACE, PLACE_NOTE, placeNamed } from "./place-named.ts";
import { sayNoRoad, sayNoWay } from "./say-no-way.ts";

const M_PER_KM = 1_000;

const KIND: Value = {
  name: "V",
  expected: `one of ${VEHICLE_KINDS.join(", ")}`,
  accepts: (text) => VEHICLE_KINDS.some((kind) => kind === text),
};

/** Foretells when somebody arrives, on the roads of this checkout (U103). */
export const foretellArrival: Command = {
  name: "eta",
  summary:
    "Foretell when a vehicle arrives: as likely before as after, and nine times of ten before",
  notes: [
    PLACE_NOTE,
    "It goes by what is usual on roads like these at that hour, and knows nothing of the traffic of now.",
  ],
  positionals: [{ value: textValue("from", PLACE) }, { value: textValue("to", PLACE) }],
  options: {
    vehicle: { value: KIND, says: "What drives (truck unless said)" },
    depart: { value: INSTANT, says: "When it sets out (now unless said)" },
    json: JSON_OPTION,
  },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const { positionals, flags } = request;
  const say = flags.has("json") ? () => undefined : desk.say;
  const map = await openMapShelf(desk.stateFolder, say).open();
  const geocoder = openGeocoder(map);
  const places: Named[] = [];
  for (const text of positionals) {
    const place = placeNamed(geocoder, text);
    if (typeof place === "string") return failed(place);
    places.push(place);
  }
  const pool = await hireRoads({ map, world: desk.world, threads: 1 });
  try {
    return await tell(pool, { request, desk, places, source: map.notes.source });
  } finally {
    await pool.close();
  }
}

interface Asked {
  readonly request: Request;
  readonly desk: Desk;
  readonly places: readonly Named[];
  readonly source: string;
}

async function tell(pool: RoadsPool, { request, desk, places, source }: Asked): Promise<Outcome> {
  const { options, flags } = request;
  const { world, look } = desk;
  const kind = VEHICLE_KINDS.find((each) => each === options["vehicle"]) ?? "truck";
  const departAt: Instant = fromIso(options["depart"] ?? "") ?? world.now();
  const stops = places.map(({ position }) => ({ position }));
  const drive = { vehicle: { kind }, optimize: "time", departAt } as const;
  const found = await pool.route({ ...drive, stops, alternatives: false });
  const names = places.map(({ name }) => name).join(" – ");
  if (isRefusal(found)) return failed(whyNot(found, { places, kind }));
  const [{ distanceM, legs, confidence }] = found.routes;
  const { arriveAt, arriveBy } = legs.at(-1)!;
  if (flags.has("json")) {
    return done(jsonLines({ places, source, departAt, distanceM, arriveAt, arriveBy, confidence }));
  }
  const at = (instant: Instant) => dayAndTime(instant, look.zone);
  return done([
    printable(`${names}, ${kind}: ${(distanceM / M_PER_KM).toFixed(1)} km`),
    `Sets out ${at(departAt)}, arrives ${at(arriveAt)}, nine times of ten before ${at(arriveBy)} (${look.zone})`,
    `Known of arrivals like this: ${confidence}`,
    "",
    `Map: ${source}`,
  ]);
}

type VehicleKind = (typeof VEHICLE_KINDS)[number];
type NoRoute = Extract<Awaited<ReturnType<RoadsPool["route"]>>, { readonly refused: string }>;

function whyNot(
  refusal: NoRoute,
  { places, kind }: { readonly places: readonly Named[]; readonly kind: VehicleKind },
): string {
  const { stop: index, withinM, why } = refusal.facts;
  const stop = places[Number(index)]?.name ?? "";
  if (refusal.refused === "no-road-near") return sayNoRoad({ stop, withinM });
  if (refusal.refused !== "no-way") return "The roads have no time";
  const said = refusal.obstacles.map((obstacle) => obstacle.said.en);
  const apart = why === "turns" ? "turns" : "apart";
  return sayNoWay({ stop, kind, why: said.length > 0 ? "obstacles" : apart, said });
}
