import {
  actorOf,
  type Command,
  done,
  failed,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import { BY_OPTION, QUARANTINE_ID } from "../words/values.ts";
import { findQuarantined, notInQuarantine } from "./find-quarantined.ts";

/** Sends a message anew that was set aside (G7). */
export const replayQuarantined: Command = {
  name: "quarantine replay",
  summary: "Send a message anew that was set aside",
  notes: [
    "It becomes a new message in the operator's name, behind all that waits already. When its turn throws again, it is set aside again, under a new id.",
  ],
  positionals: [{ value: QUARANTINE_ID }],
  options: { by: BY_OPTION, json: JSON_OPTION },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const [id = ""] = request.positionals;
  const by = actorOf(request, desk);
  const journal = await desk.journal();
  // Read before, since afterwards nothing says any more whose message it was.
  const message = await findQuarantined(journal, id);
  const isReplayed = message !== undefined && (await journal.replayQuarantined({ id, by }));
  if (!isReplayed) return failed(notInQuarantine(id));
  const { address, kind } = message;
  if (request.flags.has("json")) return done(jsonLines({ replayed: id, address, kind, by }));
  return done([printable(`Sent "${kind}" to ${address} anew, as operator:${by}`)]);
}
