import { idOf } from "@msafara/contracts";
import {
  type Command,
  done,
  JSON_OPTION,
  misused,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import type { Value } from "../words/values.ts";
import { eventJson, eventLine } from "./event-line.ts";
import { atTheDoor, TRAFFIC_OPTIONS } from "./at-the-door.ts";

const EVENT: Value = {
  name: "id",
  expected: 'an id that "traffic list" shows',
  accepts: (text) => idOf("trf").safeParse(text).success,
};

/** Takes back what was told of the roads (U102). */
export const callOffTraffic: Command = {
  name: "traffic call-off",
  summary: "Call off what was told of the roads",
  positionals: [{ value: EVENT }],
  options: { ...TRAFFIC_OPTIONS, json: JSON_OPTION },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const id = idOf("trf").safeParse(request.positionals[0]).data;
  if (id === undefined) return misused(`Say which event: ${EVENT.expected}`);
  return await atTheDoor(request, desk, async (client) => {
    const event = await client.callOffTraffic({ params: { id } });
    if (request.flags.has("json")) return done(jsonLines(eventJson(event)));
    const shown = { look: desk.look, now: desk.world.now() };
    return done([printable(eventLine(event, shown))]);
  });
}
