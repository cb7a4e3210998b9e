import { toIso } from "@msafara/kernel";
import type { AgentSummary, InspectionPort } from "@msafara/runtime";
import { type Command, done, JSON_OPTION, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { cutPage } from "../page/cut-page.ts";
import { jsonLines } from "../page/json-lines.ts";
import { layTable } from "../page/lay-table.ts";
import { localTime } from "../page/local-time.ts";
import { nextCommand } from "../words/next-command.ts";
import { parseSpan, showSpan } from "../words/span.ts";
import { LIMIT, SPAN, textValue } from "../words/values.ts";

const PAGE = 20;

/** Lists agents: who is alive, in which phase, and whose mail waits (U56, U61). */
export const listAgents: Command = {
  name: "agents",
  summary: "List agents, by address",
  notes: [
    "An agent is stuck when its oldest message has waited for longer than SECONDS (60 unless said).",
  ],
  options: {
    role: { value: textValue("R", "a role such as driver"), says: "Only agents of this role" },
    phase: { value: textValue("P", "a phase such as idle"), says: "Only agents in this phase" },
    stuck: { value: SPAN, fallback: "60", says: "Only agents whose mail waits for too long" },
    limit: { value: LIMIT, says: `Agents on a page (${PAGE} unless said)` },
    after: { value: textValue("ADDRESS", "an address"), says: "Begin after this address" },
    json: JSON_OPTION,
  },
  run,
};

type Wish = Parameters<InspectionPort["agents"]>[0];

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const limit = Number(request.options["limit"] ?? PAGE);
  const journal = await desk.journal();
  const found = await journal.agents(wishOf(request, limit + 1));
  const { rows: agents, last } = cutPage(found, limit);
  if (request.flags.has("json")) {
    return done(jsonLines({ agents: agents.map(asJson), next: last?.address ?? null }));
  }
  if (agents.length === 0) return done(["No such agents"]);
  const more = last === undefined ? [] : ["", `More: ${nextCommand(request, last.address)}`];
  return done([...agentLines(agents, desk), ...more]);
}

function wishOf({ options }: Request, limit: number): Wish {
  const { stuck, role, phase, after } = options;
  const stuckMs = stuck === undefined ? undefined : parseSpan(stuck);
  return {
    limit,
    ...(role !== undefined && { role }),
    ...(phase !== undefined && { phase }),
    ...(stuckMs !== undefined && { stuckMs }),
    ...(after !== undefined && { after }),
  };
}

function agentLines(agents: readonly AgentSummary[], { world, look }: Desk): readonly string[] {
  const now = world.now();
  const columns = [
    { title: "ADDRESS" },
    { title: "PHASE", fluid: 6 },
    { title: "VER", right: true },
    { title: "LAST TURN" },
    { title: "MAIL", right: true },
    { title: "OLDEST", right: true },
  ];
  const rows = agents.map(({ address, phase, version, turnedAt, mailDepth, oldestMailAt }) => [
    address,
    phase,
    String(version),
    localTime(turnedAt, { now, zone: look.zone }),
    String(mailDepth),
    oldestMailAt === null ? "" : showSpan(now - oldestMailAt),
  ]);
  return layTable({ columns, rows }, look);
}

function asJson({ turnedAt, oldestMailAt, ...summary }: AgentSummary) {
  return {
    ...summary,
    turnedAt: toIso(turnedAt),
    oldestMailAt: oldestMailAt === null ? null : toIso(oldestMailAt),
  };
}
