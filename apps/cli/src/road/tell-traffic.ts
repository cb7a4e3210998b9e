import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import { parseSpan } from "../words/span.ts";
import { SPAN, textValue, type Value } from "../words/values.ts";
import { eventJson, eventLine } from "./event-line.ts";
import { atTheDoor, TRAFFIC_OPTIONS } from "./at-the-door.ts";

const NUMBER = String.raw`-?\d{1,3}(?:\.\d{1,7})?`;
const CORNERS = new RegExp(`^${NUMBER}(?:\\s*,\\s*${NUMBER}){3}$`);
const HOUR_MS = 3_600_000;

const AREA: Value = {
  name: "area",
  expected:
    "south,west,north,east, the first less than the third, in degrees such as -1.32,36.80,-1.28,36.85",
  accepts: (text) => CORNERS.test(text) && isUpright(cornersOf(text)),
};
const LASTING: Value = {
  ...SPAN,
  expected: `${SPAN.expected}, and above zero`,
  accepts: (text) => (parseSpan(text) ?? 0) > 0,
};
const SHARE: Value = {
  name: "SHARE",
  expected: "a number from 0 to 1, such as 0.4",
  accepts: (text) => /^(?:0(?:\.\d{1,3})?|1)$/.test(text),
};

/** Tells the market that roads are closed or slow (U102). */
export const tellTraffic: Command = {
  name: "traffic tell",
  summary: "Tell that roads of an area are closed or slow",
  notes: ["Ways that are found from then on go by it; it goes on record under whom --as names."],
  positionals: [{ value: AREA }, { value: textValue("note", "what happened, for colleagues") }],
  options: {
    ...TRAFFIC_OPTIONS,
    speed: {
      value: SHARE,
      says: "Which share of their speed all can drive (0, closed, unless said)",
    },
    for: { value: LASTING, says: "How long from now on (an hour unless said)" },
    json: JSON_OPTION,
  },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const { positionals, options, flags } = request;
  const [corners = "", note = ""] = positionals;
  const [south = 0, west = 0, north = 0, east = 0] = cornersOf(corners);
  const now = desk.world.now();
  const body = {
    area: { southWest: { lat: south, lng: west }, northEast: { lat: north, lng: east } },
    speedShare: Number(options["speed"] ?? "0"),
    from: now,
    to: now + (parseSpan(options["for"] ?? "") ?? HOUR_MS),
    note,
  };
  return await atTheDoor(request, desk, async (client) => {
    const told = await client.tellTraffic({ body });
    if (flags.has("json")) return done(jsonLines(eventJson(told)));
    return done([printable(eventLine(told, { look: desk.look, now }))]);
  });
}

function cornersOf(text: string): readonly number[] {
  return text.split(",").map(Number);
}

function isUpright([south = 0, , north = 0]: readonly number[]): boolean {
  return south < north;
}
