import { Fault } from "@msafara/kernel";
import { createAdmin } from "./admin/create-admin.ts";
import { listAdmins } from "./admin/list-admins.ts";
import { listAgents } from "./agent/list-agents.ts";
import { showAgent } from "./agent/show-agent.ts";
import { type Command, done, failed, type Outcome } from "./command/command.ts";
import { explainAll, explainCommand } from "./command/explain.ts";
import { openHelp } from "./command/open-help.ts";
import type { Desk } from "./desk.ts";
import { watch } from "./market/watch.ts";
import { runMigrations } from "./migration/run-migrations.ts";
import { listNodes } from "./node/list-nodes.ts";
import { printable } from "./page/printable.ts";
import { dropQuarantined } from "./quarantine/drop-quarantined.ts";
import { listQuarantine } from "./quarantine/list-quarantine.ts";
import { replayQuarantined } from "./quarantine/replay-quarantined.ts";
import { showQuarantined } from "./quarantine/show-quarantined.ts";
import { listSettings } from "./setting/list-settings.ts";
import { callOffTraffic } from "./road/call-off-traffic.ts";
import { findReturnCargo } from "./road/find-return-cargo.ts";
import { findRoute } from "./road/find-route.ts";
import { foretellArrival } from "./road/foretell-arrival.ts";
import { importMap } from "./road/import-map.ts";
import { listTraffic } from "./road/list-traffic.ts";
import { tellTraffic } from "./road/tell-traffic.ts";
import { setSetting } from "./setting/set-setting.ts";
import { parseArguments } from "./words/parse-arguments.ts";

const ALL: readonly Command[] = [
  watch,
  listAgents,
  showAgent,
  listNodes,
  listQuarantine,
  // What everybody tries first.
  { ...listQuarantine, name: "quarantine list", isAlias: true },
  showQuarantined,
  replayQuarantined,
  dropQuarantined,
  importMap,
  findRoute,
  foretellArrival,
  findReturnCargo,
  tellTraffic,
  listTraffic,
  callOffTraffic,
  listSettings,
  setSetting,
  listAdmins,
  createAdmin,
  runMigrations,
];
const COMMANDS: readonly Command[] = [...ALL, openHelp(ALL)];

/** PostgreSQL's word for a table that is not there. */
const UNDEFINED_TABLE = "42P01";

/** Does what the words of a command line ask for. What the world refuses is one sentence. */
export async function runCommandLine(args: readonly string[], desk: Desk): Promise<Outcome> {
  const request = parseArguments(args, COMMANDS);
  if (!("command" in request)) return harmless(request);
  const { command, flags } = request;
  if (flags.has("help")) {
    const isAsked = command.name !== "help";
    const { look } = desk;
    return done(isAsked ? explainCommand(command, look) : explainAll(COMMANDS, look));
  }
  try {
    return harmless(await command.run(request, desk));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failed(printable(sentenceOf(error)));
  }
}

/** A complaint quotes what was typed or stored. */
function harmless(outcome: Outcome): Outcome {
  const { complaint } = outcome;
  return complaint === undefined ? outcome : { ...outcome, complaint: printable(complaint) };
}

function sentenceOf({ message, cause }: Fault): string {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : "";
  if (code !== UNDEFINED_TABLE) return message;
  return 'This database is not migrated: run "pnpm msafara migrate"';
}
