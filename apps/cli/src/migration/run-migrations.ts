import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";

/** Brings the database up to date. */
export const runMigrations: Command = {
  name: "migrate",
  summary: "Bring the database up to date, and say what was applied",
  notes: ["Two may run at once: one waits for the other."],
  options: { json: JSON_OPTION },
  run,
};

async function run({ flags }: Request, desk: Desk): Promise<Outcome> {
  const applied = await desk.migrate();
  if (flags.has("json")) return done(jsonLines({ applied }));
  if (applied.length === 0) return done(["The database was up to date: nothing was applied"]);
  return done(applied.map((name) => `Applied ${name}`));
}
