import { type Id, toIso } from "@msafara/kernel";
import type { Account } from "@msafara/store";
import {
  actorOf,
  type Command,
  done,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { cutPage } from "../page/cut-page.ts";
import { jsonLines } from "../page/json-lines.ts";
import { layTable } from "../page/lay-table.ts";
import { localTime } from "../page/local-time.ts";
import { printable } from "../page/printable.ts";
import { nextCommand } from "../words/next-command.ts";
import { BY_OPTION, LIMIT, type Value } from "../words/values.ts";

const PAGE = 20;
const ROLES = ["admin", "support"] as const;

const USER_ID: Value = { name: "ID", expected: "an id such as usr_01…", accepts: isUserId };

/** Lists who may operate the market over the wire. */
export const listAdmins: Command = {
  name: "admin list",
  summary: "List admins and support, the newest first",
  notes: ["Whoever looks is written into the record, since names and phones are personal."],
  options: {
    limit: { value: LIMIT, says: `Accounts on a page (${PAGE} unless said)` },
    after: { value: USER_ID, says: "Begin after this account" },
    by: BY_OPTION,
    json: JSON_OPTION,
  },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const limit = Number(request.options["limit"] ?? PAGE);
  const { after = "" } = request.options;
  const identity = await desk.identity();
  const who = actorOf(request, desk);
  await identity.appendAudit([{ who, act: "admins.viewed", origin: "command line" }]);
  const before = isUserId(after) ? { before: after } : {};
  const found = await identity.listAccounts({ roles: ROLES, limit: limit + 1, ...before });
  const { rows: accounts, last } = cutPage(found, limit);
  if (request.flags.has("json")) {
    return done(jsonLines({ admins: accounts.map(asJson), next: last?.id ?? null }));
  }
  if (accounts.length === 0) return done(['There is no admin: "pnpm msafara admin create"']);
  const more = last === undefined ? [] : ["", `More: ${nextCommand(request, last.id)}`];
  return done([...accountLines(accounts, desk), ...more]);
}

function accountLines(accounts: readonly Account[], { world, look }: Desk): readonly string[] {
  const now = world.now();
  const columns = [
    { title: "ID" },
    { title: "ROLE" },
    { title: "PHONE" },
    { title: "NAME", fluid: 6 },
    { title: "SINCE" },
    { title: "STATE" },
  ];
  const rows = accounts.map(({ id, role, phone, name, createdAt, ...account }) => [
    id,
    role,
    phone,
    printable(name),
    localTime(createdAt, { now, zone: look.zone }),
    stateOf(account),
  ]);
  return layTable({ columns, rows }, look);
}

function stateOf({
  suspendedAt,
  hasSecondFactor,
}: Pick<Account, "suspendedAt" | "hasSecondFactor">): string {
  if (suspendedAt !== null) return "suspended";
  return hasSecondFactor ? "2 factors" : "password";
}

function asJson({ createdAt, suspendedAt, ...account }: Account) {
  return {
    ...account,
    createdAt: toIso(createdAt),
    suspendedAt: suspendedAt === null ? null : toIso(suspendedAt),
  };
}

function isUserId(text: string): text is Id<"usr"> {
  return /^usr_[0-9a-z]+$/.test(text);
}
