import type { QuarantinedMessage } from "@msafara/runtime";
import {
  actorOf,
  type Command,
  done,
  failed,
  JSON_OPTION,
  misused,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import { BY_OPTION, QUARANTINE_ID } from "../words/values.ts";
import { findQuarantined, notInQuarantine } from "./find-quarantined.ts";

/** Gives up a message for good that was set aside (G7). */
export const dropQuarantined: Command = {
  name: "quarantine drop",
  summary: "Give up a message for good that was set aside",
  notes: ["It asks before it does. Where nobody can be asked, --yes is required."],
  positionals: [{ value: QUARANTINE_ID }],
  options: { yes: { says: "Do not ask" }, by: BY_OPTION, json: JSON_OPTION },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const [id = ""] = request.positionals;
  const isSure = request.flags.has("yes");
  if (!isSure && desk.confirm === undefined) {
    return misused(`Nobody is here to be asked whether "${id}" may go: say --yes`);
  }
  const journal = await desk.journal();
  const message = await findQuarantined(journal, id);
  if (message === undefined) return failed(notInQuarantine(id));
  if (!isSure && (await desk.confirm?.(questionAbout(message))) !== true) {
    return failed("Nothing was dropped");
  }
  const by = actorOf(request, desk);
  if (!(await journal.dropQuarantined({ id, by }))) return failed(notInQuarantine(id));
  return report(request, { message, by });
}

function report(
  { flags }: Request,
  { message, by }: { readonly message: QuarantinedMessage; readonly by: string },
): Outcome {
  const { id, address, kind } = message;
  if (flags.has("json")) return done(jsonLines({ dropped: id, address, kind, by }));
  return done([printable(`Dropped "${kind}" to ${address}, by ${by}`)]);
}

function questionAbout({ kind, sender, address, error }: QuarantinedMessage): string {
  return printable(`Drop "${kind}" from ${sender} to ${address} for good (${error})?`);
}
