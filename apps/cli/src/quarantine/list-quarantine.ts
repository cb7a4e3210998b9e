import { toIso } from "@msafara/kernel";
import type { QuarantinedMessage } from "@msafara/runtime";
import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { cutPage } from "../page/cut-page.ts";
import { jsonLines } from "../page/json-lines.ts";
import { paint } from "../page/paint.ts";
import { clipped, printable } from "../page/printable.ts";
import { readBody } from "../page/read-body.ts";
import { nextCommand } from "../words/next-command.ts";
import { showSpan } from "../words/span.ts";
import { ADDRESS, isAddress, LIMIT, textValue } from "../words/values.ts";

const PAGE = 20;

/** Lists messages that were set aside (G7), the oldest first. */
export const listQuarantine: Command = {
  name: "quarantine",
  summary: "List messages that were set aside, oldest first",
  notes: ["A message is set aside when its turn threw twice, or when it once cost a node."],
  options: {
    address: { value: ADDRESS, says: "Only messages to this agent" },
    limit: { value: LIMIT, says: `Messages on a page (${PAGE} unless said)` },
    after: { value: textValue("ID", "an id"), says: "Begin after this id" },
    json: JSON_OPTION,
  },
  run,
};

/** A message in quarantine as programs read it. */
export function quarantinedAsJson({ at, body, ...message }: QuarantinedMessage) {
  return { ...message, at: toIso(at), body: readBody(body) };
}

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const limit = Number(request.options["limit"] ?? PAGE);
  const journal = await desk.journal();
  const found = await journal.quarantine(wishOf(request, limit + 1));
  const { rows: messages, last } = cutPage(found, limit);
  if (request.flags.has("json")) {
    const quarantine = messages.map(quarantinedAsJson);
    return done(jsonLines({ quarantine, next: last?.id ?? null }));
  }
  if (messages.length === 0) return done(["Nothing is in quarantine"]);
  const more = last === undefined ? [] : ["", `More: ${nextCommand(request, last.id)}`];
  return done([...messages.flatMap((message) => linesOf(message, desk)), ...more]);
}

function wishOf({ options }: Request, limit: number) {
  const { address, after } = options;
  return {
    limit,
    ...(address !== undefined && isAddress(address) && { address }),
    ...(after !== undefined && { after }),
  };
}

/** Ids and addresses are long and both are wanted whole, so that a row has four lines. */
function linesOf(message: QuarantinedMessage, { world, look }: Desk): readonly string[] {
  const { id, address, kind, sender, at, attempt, error } = message;
  const ago = showSpan(world.now() - at);
  return [
    paint(printable(id), look),
    `  ${printable(address)}`,
    `  ${printable(kind)} from ${printable(sender)}, ${ago} ago, attempt ${attempt}`,
    clipped(`  ${printable(error)}`, look.width),
  ];
}
