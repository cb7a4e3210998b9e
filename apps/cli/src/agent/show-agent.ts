import { type Address, type Journal, partitionOf } from "@msafara/runtime";
import {
  type Command,
  done,
  failed,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk, Look } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { layTable } from "../page/lay-table.ts";
import { localTime } from "../page/local-time.ts";
import { paint } from "../page/paint.ts";
import { printable } from "../page/printable.ts";
import { readBody } from "../page/read-body.ts";
import { showSpan } from "../words/span.ts";
import { ADDRESS, isAddress, LIMIT } from "../words/values.ts";
import { agentAsJson, type AgentView, lookAtAgent } from "./look-at-agent.ts";

const EVENTS = 20;

/** Shows one agent: what it knows, what waits for it, what it has set and what it did (U56). */
export const showAgent: Command = {
  name: "agent",
  summary: "Show one agent: state, mailbox, timers, last events",
  positionals: [{ value: ADDRESS }],
  options: {
    events: { value: LIMIT, says: `How many of its last events (${EVENTS} unless said)` },
    json: JSON_OPTION,
  },
  run,
};

async function run({ positionals, options, flags }: Request, desk: Desk): Promise<Outcome> {
  const [address = ""] = positionals;
  if (!isAddress(address)) return failed(`There is no agent "${address}"`);
  const journal = await desk.journal();
  const agent = await lookAtAgent(journal, { address, count: Number(options["events"] ?? EVENTS) });
  if (agent === undefined) return failed(`There is no agent "${address}", and no mail for it`);
  if (flags.has("json")) return done(jsonLines(agentAsJson(agent)));
  const owner = await ownerOf(journal, address);
  const { look } = desk;
  const clock = { now: desk.world.now(), zone: look.zone };
  return done([
    ...headLines(agent, { ...clock, look, owner }),
    ...section("State", stateLines(agent), look),
    ...section(mailTitle(agent, clock.now), mailLines(agent, look), look),
    ...section("Timers", timerLines(agent, { ...clock, look }), look),
    ...section(`Last ${agent.events.length} events`, eventLines(agent, { ...clock, look }), look),
  ]);
}

async function ownerOf(journal: Journal, address: Address): Promise<string> {
  const partition = partitionOf(address);
  const rows = await journal.placement();
  return rows.find((row) => row.partition === partition)?.owner ?? "nobody";
}

interface Setting {
  readonly now: number;
  readonly zone: string;
  readonly look: Look;
}

function headLines(
  { address, stored }: AgentView,
  { owner, now, zone, look }: Setting & { readonly owner: string },
): readonly string[] {
  const partition = `  partition  ${partitionOf(address)}, owned by ${printable(owner)}`;
  const title = paint(printable(address), look);
  if (stored === undefined) return [title, "  It has not had a turn yet", partition];
  const { phase, version, schema, turnedAt } = stored;
  const ago = showSpan(now - turnedAt);
  return [
    title,
    `  phase      ${printable(phase)}`,
    `  version    ${version}, written by schema ${schema}`,
    `  last turn  ${localTime(turnedAt, { now, zone })}, ${ago} ago`,
    partition,
  ];
}

/** A part of the page under its title; what is empty is left out. */
function section(title: string, lines: readonly string[], look: Look): readonly string[] {
  return lines.length === 0 ? [] : ["", paint(title, look), ...lines.map((line) => `  ${line}`)];
}

function stateLines({ stored }: AgentView): readonly string[] {
  return stored === undefined ? [] : jsonLines(readBody(stored.state));
}

function mailTitle({ summary, mailbox }: AgentView, now: number): string {
  const oldestAt = summary?.oldestMailAt ?? null;
  const waits = oldestAt === null ? "" : `, the oldest for ${showSpan(now - oldestAt)}`;
  return `Mailbox: ${summary?.mailDepth ?? mailbox.mail.length} waiting${waits}`;
}

function mailLines({ mailbox }: AgentView, look: Look): readonly string[] {
  const { mail, more, suspects } = mailbox;
  const columns = [
    { title: "NUMBER" },
    { title: "KIND", fluid: 8 },
    { title: "SENDER", fluid: 12 },
    { title: "DEPTH", right: true },
  ];
  const rows = mail.map(({ seq, kind, sender, depth }) => [
    String(seq),
    kind,
    sender,
    String(depth),
  ]);
  return [
    ...(rows.length === 0 ? [] : layTable({ columns, rows }, inside(look))),
    ...(more ? ["… and more behind them"] : []),
    ...suspects.map((item) => `suspect, it once cost a node: ${printable(item)}`),
  ];
}

function timerLines({ timers }: AgentView, { now, zone, look }: Setting): readonly string[] {
  if (timers.length === 0) return [];
  const columns = [
    { title: "NAME" },
    { title: "DUE" },
    { title: "IN" },
    { title: "MESSAGE", fluid: 8 },
  ];
  const rows = timers.map(({ name, due, body }) => [
    name,
    localTime(due, { now, zone }),
    due < now ? `late ${showSpan(now - due)}` : showSpan(due - now),
    JSON.stringify(readBody(body)),
  ]);
  return layTable({ columns, rows }, inside(look));
}

function eventLines({ events }: AgentView, { now, zone, look }: Setting): readonly string[] {
  if (events.length === 0) return [];
  const columns = [
    { title: "VER" },
    { title: "AT" },
    { title: "EVENT", fluid: 12 },
    { title: "BODY", fluid: 12 },
  ];
  const rows = events.map(({ version, at, kind, body }) => [
    String(version),
    localTime(at, { now, zone }),
    kind,
    JSON.stringify(readBody(body)),
  ]);
  return layTable({ columns, rows }, inside(look));
}

/** A section stands two characters in. */
function inside(look: Look): Look {
  return { ...look, width: look.width - 2 };
}
