import type { QuarantinedMessage } from "@msafara/runtime";
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
import { localTime } from "../page/local-time.ts";
import { paint } from "../page/paint.ts";
import { printable, printableLines } from "../page/printable.ts";
import { readBody } from "../page/read-body.ts";
import { showSpan } from "../words/span.ts";
import { QUARANTINE_ID } from "../words/values.ts";
import { findQuarantined, notInQuarantine } from "./find-quarantined.ts";
import { quarantinedAsJson } from "./list-quarantine.ts";

/** Shows one message that was set aside, with its error (G7). */
export const showQuarantined: Command = {
  name: "quarantine show",
  summary: "Show a message that was set aside: body, error, stack",
  positionals: [{ value: QUARANTINE_ID }],
  options: { json: JSON_OPTION },
  run,
};

async function run({ positionals, flags }: Request, desk: Desk): Promise<Outcome> {
  const [id = ""] = positionals;
  const message = await findQuarantined(await desk.journal(), id);
  if (message === undefined) return failed(notInQuarantine(id));
  if (flags.has("json")) return done(jsonLines(quarantinedAsJson(message)));
  return done(linesOf(message, desk));
}

function linesOf(message: QuarantinedMessage, { world, look }: Desk): readonly string[] {
  const { id, address, kind, sender, seq, trace, at, attempt, error, stack, body } = message;
  const now = world.now();
  const facts = {
    agent: address,
    kind,
    sender,
    number: seq === null ? "none: a command or a timer" : String(seq),
    trace,
    "set aside": `${localTime(at, { now, zone: look.zone })}, ${showSpan(now - at)} ago`,
    attempt: String(attempt),
  };
  const part = (title: string, lines: readonly string[]) => [
    "",
    paint(title, look),
    ...lines.map((line) => `  ${line}`),
  ];
  return [
    paint(printable(id), look),
    ...Object.entries(facts).map(([name, fact]) => `  ${name.padEnd(9)}  ${printable(fact)}`),
    ...part("Body", jsonLines(readBody(body))),
    ...part("Error", printableLines(error)),
    ...part("Stack", printableLines(stack)),
    "",
    `Replay: pnpm msafara quarantine replay ${printable(id)}`,
    `Drop:   pnpm msafara quarantine drop ${printable(id)}`,
  ];
}
