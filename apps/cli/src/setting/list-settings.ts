import type { Json } from "@msafara/runtime";
import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { layTable } from "../page/lay-table.ts";
import { textValue } from "../words/values.ts";

/** Lists live settings of roles (U60). */
export const listSettings: Command = {
  name: "settings",
  summary: "List live settings of roles",
  options: {
    role: { value: textValue("R", "a role such as driver"), says: "Only settings of this role" },
    json: JSON_OPTION,
  },
  run,
};

async function run({ options, flags }: Request, desk: Desk): Promise<Outcome> {
  const journal = await desk.journal();
  const { role } = options;
  const settings = Object.entries(await journal.settings())
    .filter(([name]) => role === undefined || name === role)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (flags.has("json")) return done(jsonLines({ settings: Object.fromEntries(settings) }));
  const rows = settings.flatMap(([name, values]) => rowsOf(name, values));
  if (rows.length === 0) return done(["No role has settings: all go by their defaults"]);
  const columns = [{ title: "ROLE" }, { title: "KEY" }, { title: "VALUE", fluid: 12 }];
  return done(layTable({ columns, rows }, desk.look));
}

function rowsOf(
  role: string,
  settings: Readonly<Record<string, Json>>,
): readonly (readonly string[])[] {
  return Object.entries(settings)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => [role, key, JSON.stringify(value)]);
}
