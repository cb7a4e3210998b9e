import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import { LIMIT } from "../words/values.ts";
import { eventJson, eventLine } from "./event-line.ts";
import { atTheDoor, TRAFFIC_OPTIONS } from "./at-the-door.ts";

const USUAL = 50;
const PAGE_MAX = 200;

/** Shows what happens on the roads, as it was told (U102). */
export const listTraffic: Command = {
  name: "traffic list",
  summary: "Show what was told to happen on the roads, told last first",
  options: {
    ...TRAFFIC_OPTIONS,
    all: { says: "Show what is over, too" },
    limit: { value: LIMIT, says: `At most so many (${USUAL} unless said)` },
    json: JSON_OPTION,
  },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const { options, flags } = request;
  const which = flags.has("all") ? "all" : "current";
  const limit = Math.min(PAGE_MAX, Number(options["limit"] ?? USUAL));
  return await atTheDoor(request, desk, async (client) => {
    const { items } = await client.listTraffic({ query: { which, limit } });
    if (flags.has("json")) return done(jsonLines(items.map(eventJson)));
    if (items.length === 0) return done(["Nothing is told of the roads"]);
    const shown = { look: desk.look, now: desk.world.now() };
    return done(items.map((event) => printable(eventLine(event, shown))));
  });
}
