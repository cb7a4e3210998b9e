import { assert } from "@msafara/kernel";
import type { Json } from "@msafara/runtime";
import {
  actorOf,
  type Command,
  done,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import { BY_OPTION, JSON_VALUE, parseJson, textValue } from "../words/values.ts";

/** Changes one live setting of a role (U60). */
export const setSetting: Command = {
  name: "settings set",
  summary: "Change a live setting of a role",
  notes: [
    "Nodes take it up within seconds, without a restart. Text is JSON, too: '\"text\"'. A negative number comes after a lone --.",
  ],
  positionals: [
    { value: textValue("role", "a role such as driver") },
    { value: textValue("key", "the name of a setting") },
    { value: JSON_VALUE },
  ],
  options: { by: BY_OPTION, json: JSON_OPTION },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const [role = "", key = "", text = ""] = request.positionals;
  const read = parseJson(text);
  assert(read, "its value was accepted when the command line was read");
  const by = actorOf(request, desk);
  const journal = await desk.journal();
  const before = new Map(Object.entries(await journal.settings())).get(role) ?? {};
  // The journal saves a role's settings whole: of two who set at once, the later undoes the earlier.
  await journal.saveSettings({ role, settings: { ...before, [key]: read.json }, by });
  const was = Object.hasOwn(before, key) ? before[key] : undefined;
  return report(request, { role, key, value: read.json, was, by });
}

interface Change {
  readonly role: string;
  readonly key: string;
  readonly value: Json;
  readonly was: Json | undefined;
  readonly by: string;
}

function report({ flags }: Request, change: Change): Outcome {
  const { role, key, value, was, by } = change;
  if (flags.has("json")) return done(jsonLines({ ...change, was: was ?? null }));
  const told = was === undefined ? "was not set" : `was ${JSON.stringify(was)}`;
  return done([printable(`${role}.${key} is ${JSON.stringify(value)} (${told}), by ${by}`)]);
}
